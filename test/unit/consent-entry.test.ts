/** A decision in the snippet's queue counts for what was queued before it. */

import { expect, test, vi } from 'vitest';
import { startDataLayer } from '../../src/chunks/data-layer';
import { openAws } from '../support/unit-aws';
import { browser, define, useBrowser } from '../support/unit-browser';
import { UnitScript } from '../support/unit-nodes';
import { OPTIONS, POOL, pass } from '../support/unit-page';

useBrowser();

interface Stats {
  consent: { state: string; source: string };
  captured: number;
  dropped: Record<string, number>;
}
interface Loaded {
  stats(): Stats;
  stop(): void;
}

/** Runs the entry with this queue, and with the attributes of its script element. */
async function load(queue: unknown[], dataset: Record<string, string> = {}): Promise<Loaded> {
  define('personalize', { writable: true, value: Object.assign(() => {}, { q: queue }) });
  browser.page.currentScript = new UnitScript(dataset, 'https://cdn.example/personalize.min.js');
  vi.resetModules();
  await import('../../src/index');
  const tag: Loaded = Reflect.get(globalThis, 'personalize');
  browser.ends.push(() => {
    tag.stop();
    Reflect.deleteProperty(globalThis, 'personalize');
  });
  return tag;
}

const init = ['init', { ...OPTIONS, consent: 'granted' }];
const track = ['track', 'View', { itemId: 'early' }];

for (const [what, queue] of [
  ['arguments only', [init, track, ['consent', 'denied']]],
  ['with times', [init, track, ['consent', 'denied']].map((args, nth) => [1000 + nth, args])],
  ['several decisions', [['consent', 'granted'], init, track, ['consent', 'denied']]],
] as const) {
  test(`it is applied before earlier calls: ${what}`, async () => {
    const aws = openAws();
    const { stats } = await load([...queue]);
    await pass(5000);
    expect(stats()).toMatchObject({
      consent: { state: 'denied', source: 'call' },
      captured: 0,
      dropped: { consent: 1 },
    });
    expect([Object.keys(browser.storage), aws.calls]).toEqual([[], []]);
  });
}

test('it is applied before the options of the script element', async () => {
  const aws = openAws();
  const dataset = { trackingId: 'tracker', identityPoolId: POOL, impressions: 'false' };
  const { stats } = await load([track, ['consent', 'pending']], dataset);
  await pass(5000);
  expect(stats().consent).toEqual({ state: 'pending', source: 'call' });
  expect([Object.keys(browser.storage), aws.calls]).toEqual([[], []]);
});

test('entries of a data layer from a time without consent are not captured, later ones are', () => {
  const old = [{ event: 'view_item', ecommerce: { items: [{ item_id: 'old' }] } }];
  const layer: object[] = [...old];
  define('layerOfTest', { writable: true, value: layer });
  const captured: unknown[] = [];
  const stop = startDataLayer(
    {
      now: Date.now,
      emit: ({ fields }) => void captured.push(fields.itemId),
      identify() {},
      warn() {},
    },
    { name: 'layerOfTest', events: {} },
    old,
  );
  expect(captured).toEqual([]);
  layer.push({ event: 'view_item', ecommerce: { items: [{ item_id: 'new' }] } });
  expect(captured).toEqual(['new']);
  stop();
  Reflect.deleteProperty(globalThis, 'layerOfTest');
});
