/** One fault after another in the same page: something happens under each, and arrives before the next. */
import type { FaultOrder } from '../../support/local-aws';
import type { Stage } from './stage';

export interface Round {
  what: string;
  orders: FaultOrder[];
}

/** @param withinMs of each; a back-off of one failure lasts a second at most, a request ten */
export const eachInTurn = async (
  stage: Stage,
  rounds: readonly Round[],
  withinMs = 20_000,
): Promise<void> => {
  const { aws } = stage;
  for (const { what, orders } of rounds) {
    aws.faults(...orders);
    const ids = [await stage.click(), ...(await stage.track(2))];
    await aws.until(() => ids.every(stage.arrived), `what happened under '${what}'`, withinMs);
    aws.clearFaults();
    // An answer that was lost is followed by a repeat, which must not meet the next fault in its place.
    await stage.visitor.waitFor(() => window.personalize.stats().waiting === 0).catch(() => undefined);
  }
};

export const putEvents = (what: string, fault: Omit<FaultOrder, 'operation'>): Round => ({
  what,
  orders: [{ operation: 'PutEvents', ...fault }],
});
