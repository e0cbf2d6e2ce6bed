/** The stub to paste: it is small, and queues every call that is made before the tag has loaded. */

import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { minify } from 'terser';
import { expect, test } from 'vitest';

const source = readFileSync(new URL('../../snippet/snippet.js', import.meta.url), 'utf8');
const minified = async () => (await minify(source, { ecma: 5, compress: { passes: 3 } })).code ?? '';

interface Stub {
  (...args: unknown[]): unknown;
  q: [number, ArrayLike<unknown>][];
  [command: string]: unknown;
}

async function run(window: { personalize?: unknown } = {}) {
  const added: Record<string, unknown>[] = [];
  const warned: string[] = [];
  class HTMLScriptElement {
    nonce = 'n0nce';
  }
  class Document {
    currentScript = new HTMLScriptElement();
    createElement = undefined;
    querySelector = undefined;
  }
  // Own properties of the document can come from markup.
  Object.assign(Document.prototype, {
    createElement: () => ({}),
    querySelector: () => ({ appendChild: (script: Record<string, unknown>) => added.push(script) }),
  });
  const console = { warn: (message: string) => warned.push(message) };
  const page = { window, document: new Document(), Document, HTMLScriptElement, console };
  const context = createContext(page);
  runInContext(await minified(), context);
  const stub = window.personalize as Stub;
  const queued = () => stub.q.map(([, args]) => Array.from(args));
  return { stub, added, warned, queued, page: (script: string) => runInContext(script, context) };
}

test('the minified snippet is at most 1,000 bytes', async () => {
  expect(Buffer.byteLength(await minified())).toBeLessThanOrEqual(1000);
});

test('the snippet adds the script, with crossorigin and the nonce', async () => {
  const { added } = await run();
  expect(added).toEqual([
    {
      crossOrigin: '',
      nonce: 'n0nce',
      src: expect.stringContaining('personalize.min.js'),
    },
  ]);
});

test('the snippet queues init first, then calls by name and by method, each with its time', async () => {
  const before = Date.now();
  const { stub, queued } = await run();
  stub('track', 'View', { itemId: 'sku-1' });
  (stub.track as Stub)('View', { itemId: 'sku-2' });
  (stub.reset as Stub)();
  expect(queued()).toEqual([
    ['init', expect.objectContaining({ trackingId: expect.any(String) })],
    ['track', 'View', { itemId: 'sku-1' }],
    ['track', 'View', { itemId: 'sku-2' }],
    ['reset'],
  ]);
  for (const [time] of stub.q) {
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(Date.now());
  }
});

test('the stub has a method for every command of the tag that a page can call early', async () => {
  const { stub, queued } = await run();
  const commands =
    'init track identify reset consent flush on ready scan recommend rank stamp putItems forget stop';
  for (const command of commands.split(' ')) (stub[command] as Stub)(1, 2);
  expect(queued().slice(1)).toEqual(commands.split(' ').map((command) => [command, 1, 2]));
});

test('the snippet does nothing when it is pasted twice or the tag is already there', async () => {
  const there = Object.assign(() => {}, { q: [] });
  const { stub, added, warned } = await run({ personalize: there });
  expect([stub, added, warned]).toEqual([there, [], []]);
});

test('if the page uses that name for something else, the snippet warns and changes nothing', async () => {
  for (const there of [() => {}, { own: true }, 0]) {
    const { stub, added, warned } = await run({ personalize: there });
    expect([stub, added, warned]).toEqual([
      there,
      [],
      [expect.stringContaining('rename your window.personalize')],
    ]);
  }
});

test('the arguments of a call are copied when it is made, whatever the page does to them afterwards', async () => {
  const { queued, page } = await run();
  page(`
    const track = window.personalize;
    const fields = { itemId: 'a', impression: ['a'], properties: { tags: [{ name: 'first' }] } };
    track('track', 'View', fields);
    fields.itemId = 'b';
    fields.impression.push('b');
    fields.properties.tags[0].name = 'second';
    track.track('View', fields);
    fields.itemId = 'never';
  `);
  expect(queued().slice(1)).toEqual([
    ['track', 'View', { itemId: 'a', impression: ['a'], properties: { tags: [{ name: 'first' }] } }],
    ['track', 'View', { itemId: 'b', impression: ['a', 'b'], properties: { tags: [{ name: 'second' }] } }],
  ]);
});

test('a value that is neither a plain object nor an array is not copied, and no error is thrown', async () => {
  const { queued, page } = await run();
  const [given, circle] = page(`
    const circle = { more: [] };
    circle.more = Array.from({ length: 100 }, () => circle);
    circle.deep = JSON.parse('['.repeat(4000) + ']'.repeat(4000));
    const given = [new Date(5), () => {}, new Map(), new (class Price {}), { get not() { throw 1; } }];
    given.push(null, undefined, 7, 'text', true);
    window.personalize('track', given, circle);
    [given, circle];
  `) as [unknown[], object];
  const [, copy, copied] = queued()[1] as [string, unknown[], object];
  expect(copy).not.toBe(given);
  for (const [at, each] of given.entries()) expect(copy[at]).toBe(each);
  expect(copied).not.toBe(circle);
});

test('a method that was read early returns the answer of the tag after it has loaded', async () => {
  const { stub } = await run();
  const track = stub.track as Stub;
  (stub as { q: unknown }).q = { push: ([, args]: [number, unknown[]]) => args.join() };
  expect([stub('track', 'View'), track('View')]).toEqual(['track,View', 'track,View']);
});
