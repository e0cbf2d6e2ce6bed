/**
 * `npm run drain`: ten thousand waiting events, beside the thousand requests that they are, sent by plain `fetch`.
 *
 * The same bodies, signed already, one after the other as the tag sends them, in the same page right after it and once
 * more: the ratio of those two is the machine's own noise. The median of the rounds is told.
 */
import { median, stand } from '../stand.js';

const events = Number(process.env.EVENTS ?? 10_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

const { aws, browser, url, close } = await stand(new URL('./', import.meta.url), [
  '--enable-precise-memory-info',
]);
const options = {
  trackingId: '20000000-0000-4000-8000-000000000001',
  identityPoolId: 'us-east-1:10000000-0000-4000-8000-000000000001',
  endpoint: aws.url,
  store: { maxEvents: 2 * events },
};

async function once() {
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

/** @type {Awaited<ReturnType<typeof once>>[]} */
const results = [];
for (let round = 0; round < rounds; round++) {
  results.push(await once());
  console.log(`round ${round + 1} of ${rounds}:`, JSON.stringify(results.at(-1)));
}
await close();

/** @param {string} name */
const middle = (name) => median(results.map((result) => result[name]));
console.log(`\n${events} events, median of ${rounds} rounds:\n`);
console.log('| requests | by the tag | by plain fetch | ratio | noise | longest task | more memory |');
console.log('|---|---|---|---|---|---|---|');
console.log(
  `| ${middle('requests')} | ${middle('ms').toFixed(0)} ms | ${middle('plainMs').toFixed(0)} ms | ${middle('ratio').toFixed(2)} ` +
    `| ${middle('noise').toFixed(2)} | ${middle('longestMs').toFixed(0)} ms | ${(middle('moreBytes') / 2 ** 20).toFixed(1)} MiB |`,
);
