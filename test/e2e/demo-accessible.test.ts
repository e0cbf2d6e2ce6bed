/** axe finds no violations in the demo, at desktop and phone width. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { startShop } from '../../demo/shop/server.js';
import { expect, test } from '../support/test';

declare global {
  interface Window {
    axe: { run(root: Document, options: { iframes: boolean }): Promise<AxeResults> };
  }
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const order = { id: 'FK-1', placedAt: new Date().toISOString(), total: 48 };
const shopMemory = {
  'fern-and-kiln.cart': { monstera: 2 },
  'fern-and-kiln.order.FK-1': { ...order, lines: [{ id: 'monstera', quantity: 1, price: 48 }] },
};

const paths = [
  '/',
  '/shop/',
  '/shop/category/plants',
  '/shop/product/monstera',
  '/shop/cart',
  '/shop/thank-you?order=FK-1',
  '/shop/missing',
];

/** Runs axe on a page in an iframe, whose width style sheets use as the viewport width. Runs in the page. */
const examineInFrame = async (axeSource: string, path: string, width: number): Promise<string[]> => {
  const frame = document.createElement('iframe');
  frame.style.cssText = `width: ${width}px; height: 844px; border: 0`;
  frame.src = path;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  document.body.replaceChildren(frame);
  await loaded;
  const world = frame.contentWindow as Window & typeof globalThis;
  // Wait until the slots are filled and ranked.
  const waiting = ['recommend', 'rank']
    .map((name) => `[data-personalize-${name}]:not([data-settled])`)
    .join();
  while (world.document.querySelector(waiting)) await new Promise(requestAnimationFrame);
  world.eval(axeSource);
  const found: string[] = [];
  for (const tab of [null, ...world.document.querySelectorAll<HTMLElement>('[aria-selected=false]')]) {
    tab?.click();
    // Frames inside the frame are examined separately.
    const { violations } = await world.axe.run(world.document, { iframes: false });
    found.push(...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`));
  }
  return found;
};

test('axe finds no violations', { tag: '@once' }, async ({ aws, visitor }) => {
  visitor.allow(/404|Failed to load resource/);
  const axeSource = await readFile(axePath, 'utf8');
  const shop = await startShop({ port: 0, endpoint: aws.url });
  await visitor.open(`${shop.url}/shop/cart`);
  await visitor.evaluate((memory) => {
    for (const [key, value] of Object.entries(memory)) localStorage.setItem(key, JSON.stringify(value));
  }, shopMemory);
  for (const path of paths) {
    for (const width of [1280, 390]) {
      const found = await visitor.evaluate(examineInFrame, axeSource, path, width);
      expect.soft(found, `${path} at ${width} pixels`).toEqual([]);
    }
  }
  await shop.close();
});
