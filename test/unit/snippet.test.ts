/** The paste-in stub: small, and nothing that is called before the tag has loaded is lost. */

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
  // Own properties of the document are what markup has put there.
  Object.assign(Document.prototype, {
    createElement: () => ({}),
    querySelector: () => ({ appendChild: (script: Record<string, unknown>) => added.push(script) }),
  });
  const console = { warn: (message: string) => warned.push(message) };
  const page = { window, document: new Document(), Document, HTMLScriptElement, console };
  runInContext(await minified(), createContext(page));
  const stub = window.personalize as Stub;
  return { stub, added, warned, queued: () => stub.q.map(([, args]) => Array.from(args)) };
}

test('is at most 900 bytes as it is pasted', async () => {
  expect(Buffer.byteLength(await minified())).toBeLessThanOrEqual(900);
});

test('adds the script, async, with crossorigin and the nonce', async () => {
  const { added } = await run();
  expect(added).toEqual([
    {
      async: 1,
      crossOrigin: 'anonymous',
      nonce: 'n0nce',
      src: expect.stringContaining('personalize.min.js'),
    },
  ]);
});

test('queues init first, then calls and methods alike, each with its time', async () => {
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

test('has a method for every command of the tag that a page may call early', async () => {
  const { stub, queued } = await run();
  const commands =
    'init track identify reset consent flush on ready scan recommend rank stamp putItems forget stop';
  for (const command of commands.split(' ')) (stub[command] as Stub)(1, 2);
  expect(queued().slice(1)).toEqual(commands.split(' ').map((command) => [command, 1, 2]));
});

test('pasted twice, or beside a tag that is there, it does nothing', async () => {
  const there = Object.assign(() => {}, { q: [] });
  const { stub, added, warned } = await run({ personalize: there });
  expect([stub, added, warned]).toEqual([there, [], []]);
});

test('where the page has that name for something of its own, it says so and changes nothing', async () => {
  for (const there of [() => {}, { own: true }, 0]) {
    const { stub, added, warned } = await run({ personalize: there });
    expect([stub, added, warned]).toEqual([there, [], [expect.stringContaining("is the page's")]]);
  }
});
