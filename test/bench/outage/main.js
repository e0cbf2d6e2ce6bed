/**
 * `npm run outage`: simulates an outage of ten minutes and compares the requests with the quotas of AWS. Uses the real
 * schedule, batch sender and drainer, for a thousand concurrent visitors, and for the busiest hour of a site with a
 * million visits per day.
 *
 *   VISITORS=500 SEED=7 DELAY_MS=5000 NEW_SHARE=0.3 npm run outage
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rollup } from 'rollup';
import { source } from '../../../build/source.mjs';

/** A visit lasts six minutes, and the busiest hour has two and a half times its share of the day. */
const MILLION_A_DAY = Math.round((1_000_000 * 6 * 2.5) / (24 * 60));
const quotas = { PutEvents: 1000, GetId: 25, GetCredentialsForIdentity: 200 };

const directory = mkdtempSync(join(tmpdir(), 'personalize-outage-'));
const file = join(directory, 'simulate.mjs');
const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const build = await rollup({
  input: { simulate: here('simulate.ts'), random: here('../../support/random.ts') },
  plugins: source(),
});
await build.write({
  dir: directory,
  format: 'es',
  entryFileNames: '[name].mjs',
  chunkFileNames: '[name].mjs',
});
const { simulate } = await import(pathToFileURL(file).href);
const { createRandom } = await import(pathToFileURL(join(directory, 'random.mjs')).href);
rmSync(directory, { recursive: true });

const seed = Number(process.env.SEED ?? 1);
const delayMs = Number(process.env.DELAY_MS ?? 1000);
const newShare = Number(process.env.NEW_SHARE ?? 1);
const sizes = process.env.VISITORS ? [Number(process.env.VISITORS)] : [1000, MILLION_A_DAY];
console.log(
  `Outage of ten minutes, seed ${seed}, delayMs ${delayMs}, ${newShare * 100} % new. Requests per second: peak (mean).\n`,
);
for (const visitors of sizes) {
  const begun = Date.now();
  /** @type {import('./simulate').Figures} */
  const figures = await simulate(visitors, createRandom(seed).next, { delayMs, newShare });
  console.log(
    `${visitors} concurrent visitors${visitors === MILLION_A_DAY ? ' (a million visits per day)' : ''}:\n`,
  );
  console.log('| | quota | before | during | after |');
  console.log('|---|---|---|---|---|');
  for (const [operation, quota] of Object.entries(quotas)) {
    const rates = figures.rates[/** @type {keyof typeof quotas} */ (operation)];
    const cells = [rates.before, rates.during, rates.after].map(
      ({ peak, mean }) => `${peak} (${mean.toFixed(1)})`,
    );
    console.log(`| ${operation} | ${quota} | ${cells.join(' | ')} |`);
  }
  const after = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(0)} s`;
  console.log(
    `\n${figures.events} events in 40 minutes; ${figures.pendingAtEnd} were pending at the end of the outage, ` +
      `${figures.pendingOfLeft} of them of visitors who had left. Of the other events, half were sent after ` +
      `${after(figures.half)}, 95 % after ${after(figures.most)}, all after ${after(figures.all)}; ` +
      `${figures.throttled} requests were over a quota. (${((Date.now() - begun) / 1000).toFixed(0)} s)\n`,
  );
}
