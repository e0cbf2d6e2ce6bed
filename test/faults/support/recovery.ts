/** Ends the fault, makes one recovery visit, and waits until all pending events are sent. */
import { poll } from '../../support/poll';
import { isWhole } from './extent';
import type { Stage } from './stage';

/** The claim of a closed page lasts 15 s. */
const timeoutMs = 30_000;

export interface Recovered {
  waiting: number;
  /** Dead letters whose reason was readable. */
  setAside: Set<string>;
}

export const recover = async (stage: Stage): Promise<Recovered> => {
  const { site, aws } = stage;
  const setAside = new Set(await refusedIn(stage));
  aws.clearFaults();
  await aws.up();
  site.clearRoutes();
  // The page may still be storing an event while it is left.
  await openAnyway(stage);
  await stage.untilAllArrived(timeoutMs).catch(() => undefined);
  const waiting = await untilNothingPending(stage);
  await aws.untilQuiet(500);
  for (const id of await refusedIn(stage)) setAside.add(id);
  return { waiting, setAside };
};

/** The number of pending rows that the tag reports at the end. */
const untilNothingPending = async ({ visitor, aws }: Stage): Promise<number> => {
  // Wait until the tag has counted the rows in the store. Until then a new page does not know the pending rows.
  const ask = (): Promise<number> =>
    visitor.evaluate(
      () => new Promise((resolve) => setTimeout(() => resolve(window.personalize.stats().waiting), 500)),
    );
  const withinMs = isWhole ? timeoutMs : 2000;
  await poll(async () => ((await ask()) === 0 ? true : undefined), {
    withinMs,
    what: 'no row is pending',
  }).catch(() => undefined);
  const waiting = await ask();
  const distinct = new Set(aws.events().map(({ eventId }) => eventId)).size;
  // `npm test` does not wait for a claim to end once every event has arrived; `stats` reports the rest.
  return !isWhole && waiting <= distinct ? 0 : waiting;
};

/** Opens the page in the current tab, or in a new tab if that is closed. */
const openAnyway = async (stage: Stage): Promise<void> => {
  try {
    await stage.open('/fault.html?recovery');
  } catch {
    await stage.visitor.newTab('/fault.html?recovery');
    await stage.visitor.waitFor(() => window.personalize.version);
  }
};

const refusedIn = async ({ visitor }: Stage): Promise<string[]> =>
  (
    await visitor.evaluateEverywhere(() =>
      (typeof refusals === 'undefined' ? [] : refusals).map(({ itemId }) => itemId ?? ''),
    )
  ).flat();
