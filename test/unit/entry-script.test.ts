/** The tag as a script: it takes over the stub of the snippet, its queue and the options of its own element. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { PROTOCOL } from '../../src/core/protocol';
import { openAws } from '../support/unit-aws';
import { browser, useBrowser } from '../support/unit-browser';
import { UnitScript } from '../support/unit-nodes';
import { OPTIONS, POOL, pass } from '../support/unit-page';

useBrowser();

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'personalize-entry-'));
  writeFileSync(
    join(folder, 'personalize-runtime.min.js'),
    `export const protocol = ${PROTOCOL};
    export const createRuntime = () => ({ recommend: async () => import.meta.url });`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

type Tag = Record<string, (...args: unknown[]) => unknown> &
  ((...args: unknown[]) => unknown) & {
    q: { push(entry: unknown): unknown };
    version: string;
    sessionId?: string;
  };

/** Runs the entry as a script element does. */
async function load(existing?: unknown, dataset: Record<string, string> = {}): Promise<Tag> {
  const scope = globalThis as unknown as { personalize?: unknown };
  scope.personalize = existing;
  browser.page.currentScript = new UnitScript(
    dataset,
    pathToFileURL(join(folder, 'personalize.min.js')).href,
  );
  vi.resetModules();
  await import('../../src/index');
  const tag = scope.personalize as Tag;
  browser.ends.push(() => {
    tag.stop?.();
    delete scope.personalize;
  });
  return tag;
}

/** The stub that the snippet creates. */
function stubWith(...queue: unknown[]) {
  return Object.assign(() => {}, { q: queue });
}

test('without a snippet its commands are on window, by name and as methods', async () => {
  openAws();
  const tag = await load();
  expect(tag.version).toBe('1.2.3');
  tag('init', OPTIONS);
  expect(tag('stats')).toMatchObject({ captured: 0 });
  expect(tag.sessionId).toEqual(expect.any(String));
});

test('the stub stays the same object and its queue runs, each call with its time', async () => {
  openAws();
  const stub = stubWith(
    ['init', OPTIONS],
    [1_699_999_999_000, ['track', 'View', { itemId: 'timed' }]],
    ['track', 'View', { itemId: 'bare' }],
  );
  const tag = await load(stub);
  expect(tag).toBe(stub);
  const stored: unknown[] = [];
  tag.on?.('stored', (report: { itemId: string; sentAt: number }) =>
    stored.push([report.itemId, report.sentAt]),
  );
  await pass(1);
  expect(stored).toEqual([
    ['timed', 1_699_999_999],
    ['bare', 1_700_000_000],
  ]);
});

test('a call that is pushed onto the queue later runs at once', async () => {
  openAws();
  const tag = await load(stubWith());
  const given: unknown[] = [];
  tag.q.push(['ready', (target: unknown) => given.push(target)]);
  tag.q.push([1_700_000_000_000, ['ready', (target: unknown) => given.push(target)]]);
  expect(given).toEqual([tag, tag]);
});

test('a queue that is not an array is ignored', async () => {
  const tag = await load(Object.assign(() => {}, { q: { push() {} } }));
  expect(tag.version).toBe('1.2.3');
});

test('the attributes of the script are its options, applied before the queue', async () => {
  openAws();
  const tag = await load(stubWith(['track', 'View', { itemId: 'sku-1' }]), {
    trackingId: 'tracker',
    identityPoolId: POOL,
    impressions: 'false',
  });
  expect(tag.sessionId).toEqual(expect.any(String));
  expect(tag.stats?.()).toMatchObject({ captured: 1 });
});

for (const name of ['trackingId', 'identityPoolId']) {
  test(`with ${name} alone a warning says what is missing`, async () => {
    await load(undefined, { [name]: name === 'trackingId' ? 'tracker' : POOL });
    expect(browser.warned).toEqual([expect.stringMatching(/is missing: .* The tag is off\.$/)]);
  });
}

test('other attributes do not start the tag', async () => {
  const tag = await load(undefined, { debug: 'true' });
  expect([browser.warned, tag.sessionId]).toEqual([[], undefined]);
});

test('as a module it has no script element, and is started by init', async () => {
  openAws();
  const scope = globalThis as unknown as { personalize: Tag };
  vi.resetModules();
  await import('../../src/index');
  browser.ends.push(() => scope.personalize.stop?.());
  scope.personalize('init', OPTIONS);
  expect(scope.personalize.sessionId).toEqual(expect.any(String));
});

test('a second copy does not change the first', async () => {
  const first = Object.assign(() => {}, { version: '1.0.0', q: [] });
  expect(await load(first)).toBe(first);
  expect(Object.keys(first)).toEqual(['version', 'q']);
  expect(browser.warned).toEqual(['[personalize] loaded twice: this copy is off']);
});

test('its chunks are loaded from the folder of the script', async () => {
  const tag = await load();
  tag('init', OPTIONS);
  expect(await tag.recommend?.({ recommenderArn: 'r' })).toBe(
    pathToFileURL(join(folder, 'personalize-runtime.min.js')).href,
  );
});

test('what a page has pushed to the queue by mistake is warned about, and the other calls run', async () => {
  openAws();
  const tag = await load(
    stubWith(null, 7, undefined, [1, null], {}, ['init', OPTIONS], [Date.now(), ['track', 'View']]),
  );
  await pass(3000);
  expect(tag.stats?.()).toMatchObject({ captured: 1 });
  expect(browser.warned.filter((each) => each.includes('unexpected'))).toHaveLength(3);
});
