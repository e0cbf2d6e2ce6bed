/** The tag in a bundle: it starts when options are given, and loads its chunks from the bundle or a folder. */

import { afterEach, expect, test, vi } from 'vitest';
import { PROTOCOL } from '../../src/core/protocol';
import { createPersonalize } from '../../src/npm';
import { openAws } from '../support/unit-aws';
import { browser, useBrowser } from '../support/unit-browser';
import { OPTIONS, pass } from '../support/unit-page';

useBrowser();

/** Each chunk does nothing except that it records its start. */
const started = vi.hoisted(() => [] as string[]);
vi.mock('../../src/chunks/runtime/index', () => ({
  protocol: PROTOCOL,
  stop: undefined,
  createRuntime: () => ({ recommend: async () => 'from the bundle' }),
}));
vi.mock('../../src/chunks/data-layer/index', () => ({
  protocol: PROTOCOL,
  startDataLayer: () => {
    started.push('data-layer');
    return () => started.push('data-layer stopped');
  },
}));
vi.mock('../../src/chunks/media/index', () => ({
  protocol: PROTOCOL,
  startMedia: () => ({ watch: () => started.push('media'), stop: () => started.push('media stopped') }),
}));
vi.mock('../../src/chunks/slots/index', () => ({
  protocol: PROTOCOL,
  startSlots: () => ({ watch: () => started.push('slots'), stop: () => started.push('slots stopped') }),
}));
vi.mock('../../src/chunks/crowd/index', () => ({
  protocol: PROTOCOL,
  startCrowd: () => ({ add() {}, notice() {}, stop() {} }),
}));
afterEach(() => {
  started.length = 0;
});

test('with options it starts at once, and its commands work as methods and by name', async () => {
  const aws = openAws();
  const personalize = createPersonalize(OPTIONS);
  browser.ends.push(personalize.stop);
  const tracked = personalize.track('View', { itemId: 'sku-1' });
  await vi.waitFor(async () => {
    await pass(500);
    expect(aws.eventIds().length).toBe(1);
  }, 10_000);
  expect(aws.eventIds()).toEqual([[await tracked]]);
  const call = personalize as unknown as (name: string) => unknown;
  expect(call('stats')).toEqual(personalize.stats());
});

test('without options it waits for init', () => {
  const personalize = createPersonalize();
  browser.ends.push(personalize.stop);
  expect(personalize.sessionId).toBeUndefined();
  personalize.init(OPTIONS);
  expect(personalize.sessionId).toEqual(expect.any(String));
});

test('on a server it does nothing, whatever the options', () => {
  Reflect.deleteProperty(globalThis, 'window');
  const personalize = createPersonalize({ trackingId: '' } as never);
  expect(personalize.sessionId).toBeUndefined();
  expect(browser.warned).toEqual([]);
});

test('recommendations and the data layer are loaded from the bundle', async () => {
  const personalize = createPersonalize({ ...OPTIONS, dataLayer: true });
  expect(await personalize.recommend({ recommenderArn: 'r' })).toBe('from the bundle');
  await vi.waitFor(() => expect(started).toEqual(['data-layer']));
  personalize.stop();
  expect(started).toEqual(['data-layer', 'data-layer stopped']);
});

test('media and slots are loaded from the bundle', async () => {
  const { UnitElement, createVideo } = await import('../support/unit-nodes');
  browser.page.elements = [
    createVideo({ 'data-personalize-item-id': 'film-1' }),
    new UnitElement({}, ['[data-personalize-recommend]']),
  ];
  const personalize = createPersonalize(OPTIONS);
  browser.ends.push(personalize.stop);
  await vi.waitFor(async () => {
    await pass(10);
    expect([...started].sort()).toEqual(['media', 'slots']);
  });
});

test('with a folder the chunks are loaded from there', async () => {
  const personalize = createPersonalize({ ...OPTIONS, transportUrl: 'https://cdn.example/tag' });
  browser.ends.push(personalize.stop);
  const error: Error = await personalize.recommend({ recommenderArn: 'r' }).then(
    () => expect.unreachable(),
    (error) => error,
  );
  expect(error.message).toContain('https:');
});
