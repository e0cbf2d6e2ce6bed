/**
 * `npm run bench`: what the tag costs a page of ten thousand cards, in main-thread time, at a quarter of the speed.
 *
 * Each round visits the page without the tag, with it, and without it again, so that the machine's own noise (the
 * ratio of the two without) stands beside every ratio. The median of the rounds is told.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { chromium } from 'playwright';
import { startLocalAws } from '../../demo/local-aws/server.js';
import { needBrowser } from '../support/engines/installed.js';
import { visit } from './visit.js';

/** @typedef {import('./visit.js').Figures} Figures */

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const slower = Number(process.env.BENCH_SLOWER ?? 4);

const aws = await startLocalAws({ port: 0 });
const site = createServer(async ({ url = '/' }, response) => {
  const name = url === '/' ? 'page.html' : url.startsWith('/dist/') ? `../..${url}` : `.${url}`;
  const body = await readFile(new URL(name, import.meta.url)).catch(() => undefined);
  const type = name.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
  response.writeHead(body ? 200 : 404, { 'content-type': type }).end(body);
});
await new Promise((resolve) => site.listen(0, '127.0.0.1', () => resolve(undefined)));
const { port } = /** @type {import('node:net').AddressInfo} */ (site.address());
const browser = await chromium.launch({
  executablePath: needBrowser('chromium').executable,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});

/** @param {boolean} withTag */
const once = (withTag) =>
  visit(browser, { url: `http://127.0.0.1:${port}/`, endpoint: aws.url, slower, withTag });
/** @type {{ without: Figures, withTag: Figures, again: Figures }[]} */
const results = [];
for (let round = 0; round < rounds; round++) {
  results.push({ without: await once(false), withTag: await once(true), again: await once(false) });
}
await browser.close();
site.close();
await aws.close();

/** @param {(result: typeof results[number]) => number | undefined} read */
const median = (read) => {
  const numbers = results.map((result) => read(result) ?? Number.NaN).sort((a, b) => a - b);
  return numbers[Math.floor(numbers.length / 2)] ?? Number.NaN;
};

console.log(`Main-thread milliseconds, median of ${rounds} rounds, ${slower} times slower:\n`);
console.log('| | without | with the tag | ratio | noise | longest task without | with |');
console.log('|---|---|---|---|---|---|---|');
for (const name of Object.keys(results[0]?.without ?? {})) {
  const cells = [
    median(({ without }) => without[name]?.spentMs).toFixed(0),
    median(({ withTag }) => withTag[name]?.spentMs).toFixed(0),
    median(({ without, withTag }) => (withTag[name]?.spentMs ?? 0) / (without[name]?.spentMs ?? 0)).toFixed(
      2,
    ),
    median(({ without, again }) => (again[name]?.spentMs ?? 0) / (without[name]?.spentMs ?? 0)).toFixed(2),
    median(({ without }) => without[name]?.longestMs).toFixed(0),
    median(({ withTag }) => withTag[name]?.longestMs).toFixed(0),
  ];
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}
