/**
 * Runs one scenario of the matrix: a fault, user actions, one recovery visit, and the verdict of the oracle.
 *
 * The title begins with the fault number (`F12 …`). Figures go to the reporter as annotations. A tag tells
 * test/playwright.config.ts which scenarios are quick enough for `npm test`.
 */
import type { EngineName, LaunchExtras } from '../../support/engines/tab';
import { test as base, expect } from '../../support/test';
import { type Bounds, judge } from './oracle';
import { recover } from './recovery';
import { createStage, type Stage } from './stage';

export { expect };

export interface ScenarioOptions extends Partial<Bounds> {
  /** Part of `npm test`. */
  quick?: boolean;
  /** The scenario measures milliseconds, so no other test runs at the same time. */
  alone?: boolean;
  /** Engines in which the fault cannot be injected, and why. */
  notInjected?: Partial<Record<EngineName, string>>;
  /** A browser that can be killed, and restarted with its profile. */
  ownBrowser?: boolean;
  launchExtras?: LaunchExtras;
  timeoutMs?: number;
  /** Console errors that are caused by the fault, not by the tag. */
  allow?: RegExp;
}

const seed = Number(process.env.PERSONALIZE_SEED ?? 1);

const test = base.extend<{ stage: Stage }>({
  stage: async ({ visitor, site, aws, engine }, use) =>
    use(createStage({ visitor, site, aws, engine, seed })),
});

export const scenario = (
  title: string,
  options: ScenarioOptions,
  run: (stage: Stage) => Promise<void>,
): void => {
  const { notInjected = {}, quick = false, alone = false, ownBrowser = false, launchExtras = {} } = options;
  const tag = [quick ? '@quick' : '@whole', ...(alone ? ['@alone'] : [])];
  test.describe(() => {
    test.use({ ownBrowser, launchExtras });
    // Skipped here, because the fixtures of a test would start a browser first.
    for (const [name, why] of Object.entries(notInjected)) test.skip(({ engine }) => engine === name, why);
    test(title, { tag }, async ({ stage }, info) => {
      test.setTimeout(options.timeoutMs ?? 120_000);
      if (options.allow) stage.visitor.allow(options.allow);

      await run(stage);
      const { waiting, setAside } = await recover(stage);
      const { measured, breaches } = judge(
        {
          occurred: stage.happened().occurred,
          mayLose: stage.isExcused,
          setAside,
          accepted: stage.aws.events(),
          requests: stage.aws.requests(),
          waiting,
        },
        {
          meanCopies: options.meanCopies ?? 2,
          requestsAMinute: options.requestsAMinute ?? 30,
          credentialsAMinute: options.credentialsAMinute ?? 10,
        },
      );
      info.annotations.push({ type: 'breaches', description: breaches.join('; ') });
      info.annotations.push({ type: 'measured', description: JSON.stringify(measured) });
      info.annotations.push({ type: 'notes', description: JSON.stringify(stage.notes) });
      expect(measured.occurrences, 'there are occurrences').toBeGreaterThan(0);
      expect(breaches, `the oracle (seed ${seed})`).toEqual([]);
    });
  });
};
