/** After the fault: all is well again, the visitor comes back once, and what can arrive has arrived. */
import { poll } from '../../support/poll';
import { isWhole } from './extent';
import type { Stage } from './stage';

/** A claim of a page that is gone lasts 15 s. */
const patienceMs = 30_000;

export interface Recovered {
  waiting: number;
  /** Set aside as refused, and the reason could be read. */
  setAside: Set<string>;
}

export const recover = async (stage: Stage): Promise<Recovered> => {
  const { site, aws } = stage;
  const setAside = new Set(await refusedIn(stage));
  aws.clearFaults();
  await aws.up();
  site.clearRoutes();
  // The page that was left takes its last second with it: it may be in the middle of storing.
  await openAnyway(stage);
  await stage.untilAllArrived(patienceMs).catch(() => undefined);
  const waiting = await untilNothingWaits(stage);
  await aws.untilQuiet(500);
  for (const id of await refusedIn(stage)) setAside.add(id);
  return { waiting, setAside };
};

/** What the tag says of its outbox at last. */
const untilNothingWaits = async ({ visitor, aws }: Stage): Promise<number> => {
  // Not before it has counted what lies in the store: a page that has just begun knows of nothing that waits.
  const ask = (): Promise<number> =>
    visitor.evaluate(
      () => new Promise((resolve) => setTimeout(() => resolve(window.personalize.stats().waiting), 500)),
    );
  const withinMs = isWhole ? patienceMs : 2000;
  await poll(async () => ((await ask()) === 0 ? true : undefined), {
    withinMs,
    what: 'nothing waits',
  }).catch(() => undefined);
  const waiting = await ask();
  const distinct = new Set(aws.events().map(({ eventId }) => eventId)).size;
  // In `npm test` nobody waits for a claim to end once every event has arrived: what is left is told by `stats`.
  return !isWhole && waiting <= distinct ? 0 : waiting;
};

/** In the tab that is there, or in a new one where that is gone for good. */
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
