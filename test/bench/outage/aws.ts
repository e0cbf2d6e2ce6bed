/** A simulated AWS with its quotas and an outage. Counts the requests in each second. */

import type { SendResult, Unready } from '../../../src/delivery/transport';
import type { SimulatedClock } from './clock';

/**
 * Requests per second: https://docs.aws.amazon.com/personalize/latest/dg/limits.html and Cognito's for identity pools.
 */
export const QUOTAS = { PutEvents: 1000, GetId: 25, GetCredentialsForIdentity: 200 };
export type Operation = keyof typeof QUOTAS;

const ANSWER_MS = 120;
const failed: Unready = { kind: 'retry', why: 'server', message: 'ServiceUnavailable' };
const throttled: Unready = { kind: 'retry', why: 'throttled', message: 'ThrottlingException' };

export function createAws(clock: SimulatedClock, outage: { from: number; to: number }) {
  const requests: Record<Operation, number[]> = { PutEvents: [], GetId: [], GetCredentialsForIdentity: [] };
  let overQuota = 0;

  async function ask(operation: Operation): Promise<Unready | undefined> {
    const second = Math.floor(clock.now() / 1000);
    const count = (requests[operation][second] ?? 0) + 1;
    requests[operation][second] = count;
    const down = clock.now() >= outage.from && clock.now() < outage.to;
    const over = count > QUOTAS[operation];
    await new Promise<void>((resolve) => clock.later(resolve, ANSWER_MS));
    if (down) return failed;
    if (over) overQuota++;
    return over ? throttled : undefined;
  }

  return {
    ask,
    send: async (): Promise<SendResult> => (await ask('PutEvents')) ?? { kind: 'delivered' },
    overQuota: () => overQuota,
    /** The busiest second between two times, and the mean of all seconds. */
    rate(operation: Operation, from: number, to: number): { peak: number; mean: number } {
      const counts = Array.from(
        { length: Math.round((to - from) / 1000) },
        (_, at) => requests[operation][at + from / 1000] ?? 0,
      );
      return { peak: Math.max(...counts), mean: counts.reduce((sum, each) => sum + each, 0) / counts.length };
    },
  };
}

export type SimulatedAws = ReturnType<typeof createAws>;
