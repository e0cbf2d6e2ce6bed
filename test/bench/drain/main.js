/**
 * `npm run drain`: compares draining ten thousand pending events with sending the same thousand requests by plain
 * `fetch`.
 *
 * The plain requests have the same bodies, already signed. They are sent one after the other, like those of the tag, in
 * the same page, right after the drain. They are then sent a second time: the ratio of these two runs is the noise of
 * the machine. The output is the median of the rounds, for a service on the same machine, which is unrealistic, and for
 * one with a latency of 20 ms.
 */
import { median, stand } from '../stand.js';

const events = 10_000;
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

const { aws, browser, url, close } = await stand(new URL('./', import.meta.url), [
  '--enable-precise-memory-info',
]);
const options = {
  trackingId: '20000000-0000-4000-8000-000000000001',
  identityPoolId: 'us-east-1:10000000-0000-4000-8000-000000000001',
  botFilter: false,
  endpoint: aws.url,
  store: { maxEvents: 2 * events },
};

/** @param {number} latencyMs */
async function once(latencyMs) {
  aws.state.faults.length = 0;
  if (latencyMs) aws.fault({ operation: 'PutEvents', delayMs: latencyMs, times: 'always' });
  const context = await browser.newContext();
  const page = await context.newPage();
  /** @param {string} name @param {unknown[]} args */
  const call = (name, ...args) =>
    page.evaluate(
      ([each, given]) => Reflect.get(globalThis, each)(...given),
      /** @type {const} */ ([name, args]),
    );
  await page.goto(url);
  await call('fillUp', options, events);
  await page.goto(url);
  const drained = await call('drain', options, events);
  const [plainMs, againMs] = [await call('sendPlainly'), await call('sendPlainly')];
  await context.close();
  return { ...drained, plainMs, ratio: drained.ms / plainMs, noise: againMs / plainMs };
}

console.log(`${events} events, median of ${rounds} rounds:\n`);
console.log(
  '| latency | requests | by the tag | by plain fetch | ratio | noise | longest task | more memory |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (const latencyMs of [0, 20]) {
  /** @type {Awaited<ReturnType<typeof once>>[]} */
  const results = [];
  for (let round = 0; round < rounds; round++) results.push(await once(latencyMs));
  /** @param {string} name @param {number} [digits] */
  const middle = (name, digits = 0) => median(results.map((result) => result[name])).toFixed(digits);
  const cells = [
    `${latencyMs} ms`,
    middle('requests'),
    `${middle('ms')} ms`,
    `${middle('plainMs')} ms`,
    middle('ratio', 2),
    middle('noise', 2),
    `${middle('longestMs')} ms`,
    `${(Number(middle('moreBytes')) / 2 ** 20).toFixed(1)} MiB`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
await close();
