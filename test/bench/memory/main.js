/**
 * `npm run bench:memory`: measures how much the number of stored recommended and attributed items adds to the cost of
 * an event. It tracks an attributed order of twenty items in one task, with full stores and with empty ones, and prints
 * the ratio. A second run with empty stores gives the noise of the machine. The output is the median of the rounds.
 */
import { median, stand } from '../stand.js';

const rounds = Number(process.env.BENCH_ROUNDS ?? 15);
const { aws, browser, url, close } = await stand(new URL('./', import.meta.url));
const page = await (await browser.newContext()).newPage();
await page.goto(url);

/** @param {number} remembered @returns {Promise<number>} */
const measure = (remembered) =>
  page.evaluate(([each, name]) => Reflect.get(globalThis, `${name}`)(each), [remembered, 'buyTwenty']);
await page.evaluate((options) => window.personalize.init(options), {
  trackingId: '20000000-0000-4000-8000-000000000001',
  identityPoolId: 'us-east-1:10000000-0000-4000-8000-000000000001',
  botFilter: false,
  endpoint: aws.url,
});
// The first runs warm up the JIT compiler.
for (let round = 0; round < 3; round++) await measure(5000);
/** @type {{ empty: number, full: number, again: number }[]} */
const results = [];
for (let round = 0; round < rounds; round++)
  results.push({ empty: await measure(20), full: await measure(5000), again: await measure(20) });
await close();

/** @param {(result: typeof results[number]) => number} read @param {number} [digits] */
const middle = (read, digits = 2) => median(results.map(read)).toFixed(digits);
console.log(`Twenty purchases in one task, median of ${rounds} rounds:\n`);
console.log('| empty memory | 5,000 items in each memory | ratio | noise |');
console.log('|---|---|---|---|');
console.log(
  `| ${[
    `${middle(({ empty }) => empty)} ms`,
    `${middle(({ full }) => full)} ms`,
    middle(({ empty, full }) => full / empty, 1),
    middle(({ empty, again }) => again / empty, 1),
  ].join(' | ')} |`,
);
