/** The endpoint of calls to Personalize, and the time of their signature. */

import { afterEach, expect, test } from 'vitest';
import { parseOptions } from '../../src/api/config';
import type { Access } from '../../src/chunks/aws/access';
import { createClient } from '../../src/chunks/aws/client';
import { createFetchHandler } from '../../src/chunks/aws/fetch-handler';
import { putEvents } from '../../src/chunks/aws/put-events';
import type { EventRow } from '../../src/core/event';
import { openAws } from '../support/unit-aws';
import { POOL } from '../support/unit-page';
import { rowOf } from '../support/unit-rows';
import { createTexts } from '../support/unit-storage';

const HOUR = 3_600_000;
const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

function open(offset = 0, events?: string) {
  const aws = openAws();
  const config = parseOptions({ trackingId: 't', identityPoolId: POOL, region: 'eu-west-1' }, () => {});
  if (!config) throw new Error('no config');
  const access = {
    requestHandler: createFetchHandler(() => {}, {}, createTexts()),
    credentials: { provide: async () => ({ accessKeyId: 'AKID', secretAccessKey: 'secret' }) },
  } as Partial<Access> as Access;
  const client = createClient({ ...config, endpoint: { events } }, access);
  client.config.systemClockOffset = offset;
  const put = (batch: EventRow[]) => putEvents(client, batch);
  return { put, aws };
}

/** The time of the signature, written as `20261122T120000Z` in the header. */
const signedAt = (init?: RequestInit) => {
  const text = new Headers(init?.headers).get('x-amz-date') ?? '';
  return Date.parse(text.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\dZ)/, '$1-$2-$3T$4:$5:$6'));
};

for (const offset of [0, HOUR, -HOUR]) {
  test(`a device whose clock is wrong by ${offset / HOUR} hours signs with the time of the service`, async () => {
    const { put, aws } = open(offset);
    const before = Date.now();
    await put([rowOf('a0')]);
    const at = signedAt(aws.calls[0]?.init);
    // The signature has a resolution of one second.
    expect(at).toBeGreaterThan(before + offset - 1000);
    expect(at).toBeLessThanOrEqual(Date.now() + offset);
  });
}

test('calls go to Personalize in the region of the options, or to the given endpoint', async () => {
  const regional = open();
  await regional.put([rowOf('a0')]);
  expect(regional.aws.calls.map(({ url }) => url)).toEqual([
    'https://personalize-events.eu-west-1.amazonaws.com/events',
  ]);
  const own = open(0, 'https://proxy.example/aws');
  await own.put([rowOf('a0')]);
  expect(own.aws.calls.map(({ url }) => url)).toEqual(['https://proxy.example/aws/events']);
});

test('an empty batch causes no call', async () => {
  const { put, aws } = open();
  await put([]);
  expect(aws.calls).toEqual([]);
});

test('the time of an event is sent in seconds with milliseconds as the fraction', async () => {
  const { put, aws } = open();
  await put([rowOf('a0', undefined, { sentAt: 1_700_000_000.123 })]);
  expect(aws.events()[0]?.[0]).toEqual({ eventId: 'a0', eventType: 'View', sentAt: 1_700_000_000.123 });
});
