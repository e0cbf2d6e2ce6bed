/** The result of a batch and of its credentials, and what the transport learns from each refusal. */

import { expect, test } from 'vitest';
import { createTransport } from '../../src/chunks/aws/aws-transport';
import { createClock } from '../../src/chunks/aws/clock';
import type { Row } from '../../src/core/event';
import { idOf, rowOf } from '../support/unit-rows';
import { createTexts } from '../support/unit-storage';

const NOW = Date.UTC(2026, 10, 22, 12);
const error = (name: string, status?: number, message = 'said') =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });

function open(given: { prepare?: Error[]; puts?: (Error | undefined)[] } = {}) {
  const calls: string[] = [];
  const storage = createTexts();
  const clock = createClock(storage, () => NOW);
  const transport = createTransport({
    credentials: {
      async prepare() {
        const failed = given.prepare?.shift();
        if (failed) throw failed;
        return { accessKeyId: 'key', secretAccessKey: 'secret' };
      },
      provide: async () => expect.unreachable(),
      areReady: () => true,
      forget: () => void calls.push('forget'),
    },
    clock,
    async put(batch: readonly Row[]) {
      calls.push(`put ${batch.map(idOf)}`);
      const failed = given.puts?.shift();
      if (failed) throw failed;
    },
  });
  return { ...transport, calls, clock };
}

const batch = [rowOf('a0'), rowOf('a1')];

test('prepare fetches the credentials, or returns why they are not available', async () => {
  const { prepare, ready } = open({
    prepare: [error('InternalErrorException', 500), error('NotAuthorizedException', 400), error('Odd', 413)],
  });
  expect(ready()).toBe(true);
  expect(await prepare()).toEqual({ kind: 'retry', why: 'server', message: 'InternalErrorException: said' });
  expect(await prepare()).toEqual({ kind: 'disabled', why: 'NotAuthorizedException: said' });
  expect(await prepare()).toEqual({ kind: 'disabled', why: 'Odd: said' });
  expect(await prepare()).toBeUndefined();
});

test('a batch is delivered, refused or to be retried', async () => {
  const { send, calls } = open({
    puts: [undefined, error('InvalidInputException', 400), error('Busy', 503)],
  });
  expect(await send(batch)).toEqual({ kind: 'delivered' });
  expect(await send(batch)).toEqual({ kind: 'refused', why: 'InvalidInputException: said' });
  expect(await send(batch)).toEqual({ kind: 'retry', why: 'server', message: 'Busy: said' });
  expect(calls).toEqual(['put a0,a1', 'put a0,a1', 'put a0,a1']);
});

test('only refused credentials are forgotten', async () => {
  const { send, calls } = open({ puts: [error('ExpiredToken', 400), error('Busy', 503)] });
  expect(await send(batch)).toMatchObject({ kind: 'retry', why: 'credentials' });
  await send(batch);
  expect(calls).toEqual(['put a0,a1', 'forget', 'put a0,a1']);
});

test('a refused signature corrects the clock', async () => {
  const { send, clock, calls } = open({
    puts: [
      error('Busy', 503, 'expired: (20261122T130000Z - 5 min.)'),
      error('InvalidSignatureException', 403, 'expired: (20261122T130000Z - 5 min.)'),
    ],
  });
  await send(batch);
  expect(clock.offset()).toBe(0);
  expect(await send(batch)).toMatchObject({ kind: 'retry', why: 'clock' });
  expect(clock.offset()).toBe(3_600_000);
  expect(calls).not.toContain('forget');
});
