/** Injects one fault after another in the same page. The events of each round arrive before the next fault. */
import type { FaultOrder } from '../../support/local-aws';
import type { Stage } from './stage';

export interface Round {
  what: string;
  orders: FaultOrder[];
}

/** @param withinMs per fault; the back-off after one failure is at most one second, a request at most ten */
export const eachInTurn = async (
  stage: Stage,
  rounds: readonly Round[],
  withinMs = 20_000,
): Promise<void> => {
  const { aws } = stage;
  for (const { what, orders } of rounds) {
    aws.faults(...orders);
    const ids = [await stage.click(), ...(await stage.track(2))];
    await aws.until(() => ids.every(stage.arrived), `the events during '${what}'`, withinMs);
    aws.clearFaults();
    // A lost answer causes a retry, which must not meet the next fault.
    await stage.visitor.waitFor(() => window.personalize.stats().waiting === 0).catch(() => undefined);
  }
};

export const putEvents = (what: string, fault: Omit<FaultOrder, 'operation'>): Round => ({
  what,
  orders: [{ operation: 'PutEvents', ...fault }],
});
