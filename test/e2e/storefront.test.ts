/**
 * Web components, an infinite list with recycled rows and a carousel: items counted as seen match a witness in the
 * page.
 *
 * `STOREFRONT_SEED=7` repeats a visit.
 */
import { ownSeed } from '../support/own-seed';
import { createRandom } from '../support/random';
import { expect, test } from '../support/test';
import { expectSeen } from '../support/truth';

for (const disturbance of ['', 'banner', 'redraw'])
  test(`exactly the items that the witness saw are counted${disturbance && ` (${disturbance})`}`, async ({
    visitor,
    aws,
    engine,
  }) => {
    const seed = ownSeed(engine, 11, process.env.STOREFRONT_SEED);
    const { next, between } = createRandom(seed);
    await visitor.open(`/storefront.html?disturb=${disturbance}`);
    const rest = (ms: number) =>
      visitor.evaluate((each) => new Promise((resolve) => setTimeout(resolve, each)), ms);
    for (let turn = 0; turn < 6; turn++) {
      // Shorter or longer than the dwell time, at first with the carousel in view.
      await rest(next() < 0.5 ? between(50, 600) : between(1200, 1500));
      if (turn < 3) await visitor.wheel({ x: between(150, 900) }, { x: 400, y: 150 });
      else await visitor.wheel({ y: between(150, 1500) });
    }
    await rest(1500);
    const arrived = await expectSeen(visitor, aws);
    const { sure, perhaps } = await visitor.evaluate(() => truth.seenSoFar());
    console.log(
      `${engine}, seed ${seed}: ${arrived.length} arrived, ${sure.length} were seen, ${perhaps.length - sure.length} on the brink`,
    );
    expect(sure.some((itemId) => itemId.startsWith('slide'))).toBe(true);
    // The banner covers all rows at first.
    if (disturbance !== 'banner') expect(sure.some((itemId) => itemId.startsWith('row'))).toBe(true);
  });
