/** After the fault: all is well again, the visitor comes back once, and what can arrive has arrived. */
import type { Stage } from './stage';

/** A claim of a page that is gone lasts 30 s. */
const patienceMs = 45_000;

export interface Recovered {
  waiting: number;
  /** Set aside as refused, and the reason could be read. */
  setAside: Set<string>;
}

export const recover = async (stage: Stage): Promise<Recovered> => {
  const { visitor, site, aws } = stage;
  const setAside = new Set(await refusedIn(stage));
  aws.clearFaults();
  await aws.up();
  site.clearRoutes();
  // The page that was left takes its last second with it: it may be in the middle of storing.
  await openAnyway(stage);
  await stage.untilAllArrived(patienceMs).catch(() => undefined);
  const waiting = await visitor
    .waitFor(() => (window.personalize.stats().waiting === 0 ? 'nothing' : undefined))
    .then(() => 0)
    .catch(() => visitor.evaluate(() => window.personalize.stats().waiting));
  await aws.untilQuiet(500);
  for (const id of await refusedIn(stage)) setAside.add(id);
  return { waiting, setAside };
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
