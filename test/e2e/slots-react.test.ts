/** React owns the nodes that a slot hides or re-orders: it still renders and unmounts without errors. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { allReported, seenIn, untilReported } from '../support/recommend-page';
import type { Site } from '../support/site';
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const { resolve } = createRequire(import.meta.url);
const umd = (name: string, file: string) =>
  readFileSync(join(dirname(resolve(`${name}/package.json`)), 'umd', file));

interface Props {
  kind?: 'rank';
  write?: 'children';
  note: string;
  ids: string[];
  className?: string;
}
interface Page {
  errors: string[];
  render(props?: Props): void;
  serve(props: Props): void;
  hydrate(props: Props): void;
  unmount(): void;
}

const render = (visitor: Visitor, props?: Props) =>
  visitor.evaluate(async (given) => {
    (globalThis as unknown as Page).render(given ?? undefined);
    await new Promise((done) => setTimeout(done, 0));
  }, props ?? null);
const unmount = (visitor: Visitor) =>
  visitor.evaluate(() => {
    const page = globalThis as unknown as Page;
    page.unmount();
    return { left: document.getElementById('app')?.childNodes.length, errors: page.errors };
  });
const idsIn = (visitor: Visitor) =>
  visitor.evaluate(() =>
    [...document.querySelectorAll('#slot > a')].map((card) => card.getAttribute('data-personalize-item-id')),
  );

const open = async (visitor: Visitor, site: Site) => {
  const files = {
    '/react.js': umd('react', 'react.production.min.js'),
    '/react-dom.js': umd('react-dom', 'react-dom.production.min.js'),
    '/react-server.js': umd('react-dom', 'react-dom-server-legacy.browser.production.min.js'),
  };
  for (const [path, code] of Object.entries(files)) {
    site.route(path, (_, response) => {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(code);
    });
  }
  await visitor.open('/slots-react.html');
};

test('a filled slot renders again, stops and unmounts', async ({ visitor, site, aws }) => {
  await open(visitor, site);
  await render(visitor, { note: 'one', ids: ['own-a', 'own-b'] });
  const [reported] = await untilReported(visitor, 1);
  const itemIds = reported?.itemIds ?? [];
  expect(reported).toMatchObject({ type: 'personalize:recommended', id: 'slot' });
  const seen = () => seenIn(visitor, 'slot');
  expect(await seen()).toBe(itemIds.join(' '));
  // Another text, more items, fewer, another order, none, and another class of the container.
  for (const props of [
    { note: 'two', ids: ['own-a', 'own-b'] },
    { note: 'two', ids: ['own-c', 'own-a', 'own-b', 'own-d'] },
    { note: '', ids: ['own-b', 'own-c'], className: 'other' },
    { note: 'three', ids: [] },
    { note: 'four', ids: ['own-d', 'own-b'] },
  ]) {
    await render(visitor, props);
    expect(await seen(), JSON.stringify(props)).toBe(itemIds.join(' '));
  }
  await visitor.waitFor(
    (since) => performance.now() - since > 1300,
    await visitor.evaluate(() => performance.now()),
  );
  await visitor.click(`#slot [data-personalize-item-id="${itemIds[1]}"]`);
  const [event] = await expectEvents(aws, [
    { eventType: 'Click', itemId: itemIds[1], recommendationId: reported?.recommendationId },
  ]);
  expect([...(event?.impression ?? [])].sort()).toEqual([...itemIds].sort());

  await visitor.evaluate(() => window.personalize.stop());
  expect(await seen()).toBe('four own-d four own-b four');
  await render(visitor, { note: 'five', ids: ['own-a', 'own-d'] });
  expect(await seen()).toBe('five own-a five own-d five');
  expect(await unmount(visitor)).toEqual({ left: 0, errors: [] });
});

test('a filled slot unmounts and mounts again', async ({ visitor, site }) => {
  await open(visitor, site);
  for (const count of [1, 2]) {
    await render(visitor, { note: 'one', ids: ['own-a'] });
    const reported = (await untilReported(visitor, count)).at(-1);
    expect(await seenIn(visitor, 'slot')).toBe(reported?.itemIds?.join(' '));
    await render(visitor);
    expect(await visitor.evaluate(() => document.getElementById('app')?.childNodes.length)).toBe(0);
  }
  expect(await unmount(visitor)).toEqual({ left: 0, errors: [] });
});

test('a template with children instead of content is left unchanged', async ({ visitor, site, aws }) => {
  await open(visitor, site);
  await render(visitor, { write: 'children', note: 'one', ids: ['own-a'] });
  const html = () => visitor.evaluate(() => document.getElementById('app')?.innerHTML);
  const before = await html();
  expect(await untilReported(visitor, 1)).toMatchObject([
    { type: 'personalize:failed', message: expect.stringContaining('no <template> with {itemId}') },
  ]);
  expect(await html()).toBe(before);
  expect(await seenIn(visitor, 'slot')).toBe('one own-a one');
  expect(visitor.console().some(({ text }) => text.includes('left as it is'))).toBe(true);
  expect(aws.requests('GetRecommendations')).toEqual([]);
  await render(visitor, { write: 'children', note: 'two', ids: ['own-a', 'own-b'] });
  expect(await seenIn(visitor, 'slot')).toBe('two own-a two own-b two');
  expect(await unmount(visitor)).toEqual({ left: 0, errors: [] });
});

test('a slot filled before React hydrates server-rendered markup is filled again', async ({
  visitor,
  site,
}) => {
  await open(visitor, site);
  const props = { note: 'one', ids: ['own-a'] };
  await visitor.evaluate((given) => (globalThis as unknown as Page).serve(given), props);
  await untilReported(visitor, 1);
  await visitor.evaluate((given) => (globalThis as unknown as Page).hydrate(given), props);
  // Hydration finds extra nodes and renders again from scratch; the new slot is filled again.
  const reported = (await untilReported(visitor, 2)).at(-1);
  expect(reported?.type).toBe('personalize:recommended');
  expect(await seenIn(visitor, 'slot')).toBe(reported?.itemIds?.join(' '));
  await render(visitor, { note: 'two', ids: ['own-b'] });
  expect(await seenIn(visitor, 'slot')).toBe(reported?.itemIds?.join(' '));
  expect(await unmount(visitor)).toEqual({ left: 0, errors: [] });
});

test('a ranked list renders again and unmounts', async ({ visitor, site }) => {
  await open(visitor, site);
  const ids = ['mystery', 'weekend-bag', 'saguaro'];
  await render(visitor, { kind: 'rank', note: '', ids });
  const [reported] = await untilReported(visitor, 1);
  expect(reported?.type).toBe('personalize:ranked');
  expect(await idsIn(visitor)).toEqual(reported?.itemIds);
  expect(reported?.itemIds).not.toEqual(ids);
  for (const next of [
    ['mystery', 'weekend-bag', 'saguaro', 'new-at-the-end'],
    ['new-at-the-start', 'mystery', 'weekend-bag', 'saguaro'],
    ['saguaro', 'weekend-bag'],
    ['weekend-bag', 'mystery', 'saguaro', 'new-at-the-end'],
    [],
  ]) {
    await render(visitor, { kind: 'rank', note: 'again', ids: next });
    // Each item once, with its text; React decides where new items are placed.
    expect((await idsIn(visitor)).sort()).toEqual([...next].sort());
    const texts = next.map((id) => `${id} again`);
    for (const text of texts) expect(await seenIn(visitor, 'slot')).toContain(text);
  }
  expect(await allReported(visitor)).toHaveLength(1);
  expect(await unmount(visitor)).toEqual({ left: 0, errors: [] });
});
