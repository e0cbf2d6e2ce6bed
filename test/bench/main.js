/**
 * `npm run bench`: the main-thread time that the tag costs a page of ten thousand cards, at a quarter of the CPU speed.
 * `BENCH_CARDS=1000 BENCH_SLOWER=1` measures a page of a thousand at full speed. The scrolls are also measured by the
 * clock, since a visitor notices only what delays a frame.
 *
 * Each round visits the page without the tag, with it, and without it again. The ratio of the two visits without the
 * tag is the noise of the machine, printed next to every ratio. The output is the median of the rounds.
 */
import { median, stand } from './stand.js';
import { visit } from './visit.js';

/** @typedef {import('./visit.js').Figures} Figures */

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const slower = Number(process.env.BENCH_SLOWER ?? 4);
const cards = Number(process.env.BENCH_CARDS ?? 10_000);

const { aws, browser, url, close } = await stand(new URL('./', import.meta.url));

/** @param {boolean} withTag */
const once = (withTag) =>
  visit(browser, { url: `${url}?cards=${cards}`, endpoint: aws.url, slower, withTag });
/** @type {{ without: Figures, withTag: Figures, again: Figures }[]} */
const results = [];
for (let round = 0; round < rounds; round++) {
  results.push({ without: await once(false), withTag: await once(true), again: await once(false) });
}
await close();

/** @param {(result: typeof results[number]) => number | undefined} read */
const middle = (read) => median(results.map((result) => read(result) ?? Number.NaN));

console.log(`Main-thread milliseconds, median of ${rounds} rounds, ${slower} times slower:\n`);
console.log('| | without | with the tag | ratio | noise | longest script of the tag | elapsed time, ratio |');
console.log('|---|---|---|---|---|---|---|');
for (const name of Object.keys(results[0]?.without ?? {})) {
  const cells = [
    middle(({ without }) => without[name]?.spentMs).toFixed(0),
    middle(({ withTag }) => withTag[name]?.spentMs).toFixed(0),
    middle(({ without, withTag }) => (withTag[name]?.spentMs ?? 0) / (without[name]?.spentMs ?? 0)).toFixed(
      2,
    ),
    middle(({ without, again }) => (again[name]?.spentMs ?? 0) / (without[name]?.spentMs ?? 0)).toFixed(2),
    middle(({ withTag }) => withTag[name]?.longestMs).toFixed(0),
    middle(
      ({ without, withTag }) => (withTag[name]?.elapsedMs ?? 0) / (without[name]?.elapsedMs ?? 0),
    ).toFixed(2),
  ];
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}
