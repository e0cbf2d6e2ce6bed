/**
 * A crowd whose items are moved at random: after each check, the items counted as seen are those that a witness in the
 * page saw.
 *
 * `CROWD_SEED=7` starts at that seed and logs each step; `CROWD_RUNS=50` runs that many pages, `CROWD_STEPS=30` does
 * that many steps on each; `CROWD_EACH=1` compares after every step instead of every third.
 */
import { ownSeed } from '../support/own-seed';
import { createRandom } from '../support/random';
import { expect, test } from '../support/test';
import { expectSeen } from '../support/truth';

declare global {
  const fuzz: {
    ways: string[];
    silent: string[];
    act(name: string, seed: number): string;
    nudge(ms: number): Promise<void>;
  };
}

const { CROWD_SEED, CROWD_EACH, CROWD_RUNS, CROWD_STEPS } = process.env;

for (const disturbance of ['', 'banner', 'redraw'])
  for (let run = 1; run <= Number(CROWD_RUNS ?? 1); run++) {
    test(`a crowd moved at random matches the witness${disturbance && ` (${disturbance})`}, page ${run}`, async ({
      visitor,
      site,
      aws,
      engine,
    }) => {
      const seed = ownSeed(engine, run, CROWD_SEED);
      const steps = Number(CROWD_STEPS ?? (engine === 'chromium' && !disturbance ? 8 : 4));
      test.setTimeout(30_000 + steps * 5000);
      const { next, between, oneOf } = createRandom(seed);
      const rest = (ms: number) =>
        visitor.evaluate((each) => new Promise((resolve) => setTimeout(resolve, each)), ms);
      const story: string[] = [];
      const check = () =>
        expectSeen(visitor, aws).catch((error) => {
          const wrong = error.message.split('\n\n')[0];
          throw new Error(`${wrong} on the page of CROWD_SEED=${seed}, after\n${story.join('\n')}`);
        });
      const logStep = (step: number, what: string): void => {
        story.push(`${step}. ${what}`);
        if (CROWD_SEED) console.log(story.at(-1));
      };
      /** A change that fires no event or observer, except for a pointer move a moment later. */
      const actSilently = async (): Promise<string> => {
        const name = oneOf(await visitor.evaluate(() => fuzz.silent));
        const done = await visitor.evaluate((each, chosen) => fuzz.act(each, chosen), name, between(1, 1e9));
        await visitor.evaluate((ms) => fuzz.nudge(ms), between(20, 200));
        return done;
      };
      const act = async (): Promise<string> => {
        const chance = next();
        if (chance < 0.12) {
          const y = between(-1500, 1500);
          await visitor.wheel({ y }, { x: between(50, 700), y: between(50, 500) });
          return `wheel: by ${y}`;
        }
        const page = visitor.page();
        if (chance < 0.16 && page) {
          const size = { width: between(500, 1300), height: between(500, 900) };
          await page.setViewportSize(size);
          return `resize: to ${size.width}, ${size.height}`;
        }
        const name = oneOf(await visitor.evaluate(() => fuzz.ways));
        return visitor.evaluate((each, chosen) => fuzz.act(each, chosen), name, between(1, 1e9));
      };

      await visitor.open(`/crowd-truth.html?seed=${seed}&disturb=${disturbance}`);
      await site.until(
        () => site.requests.some(({ path }) => path === '/dist/personalize-crowd.min.js'),
        'the chunk for very many items',
      );
      await rest(1500);
      let arrived: readonly unknown[] = [];
      for (let step = 1; step <= steps; step++) {
        const isSilent = next() < 0.2;
        logStep(step, await (isSilent ? actSilently() : act()));
        // Some changes follow each other immediately.
        if (!isSilent && next() < 0.15) logStep(step, `at once ${await act()}`);
        // Barely longer than required, so an item noticed too late is missed. Longer after a change that fires no event.
        await rest(isSilent ? 1500 : between(1150, 1500));
        if (isSilent || step % 3 === 0 || step === steps || CROWD_EACH) arrived = await check();
      }
      console.log(`${engine}, seed ${seed}: ${arrived.length} were seen in ${steps} steps`);
      expect(arrived.length).toBeGreaterThan(0);
    });
  }
