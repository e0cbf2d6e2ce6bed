/**
 * `npm run bench:churn`: the cost of adding and removing nodes with the tag, as ratios to the cost without it.
 *
 * A MutationObserver alone multiplies the cost of the cheapest removals, so its ratio is printed next to the tag's.
 */
import { churnCases, measureChurn } from '../../support/churn';
import { test } from '../../support/test';

const { log } = console;
const rounds = Number(process.env.BENCH_ROUNDS ?? 9);

for (const name of churnCases) {
  test(name, async ({ visitor, engine }) => {
    const { withoutMs, ...others } = await measureChurn(visitor, name, rounds);
    const ratios = Object.entries(others).map(
      ([what, ms]) => `${what.replace('Ms', '')} ${ms.toFixed(1)} (${(ms / withoutMs).toFixed(2)})`,
    );
    log(`${engine}, ${name}, ms (ratio): without ${withoutMs.toFixed(1)}, ${ratios.join(', ')}`);
  });
}
