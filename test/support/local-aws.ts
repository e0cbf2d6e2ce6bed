/** The local AWS of one test: the events that arrived, faults, and outages that keep its state. */
import { expireCredentials } from '../../demo/local-aws/credentials.js';
import { addFaults, type Fault } from '../../demo/local-aws/faults.js';
import { logLine } from '../../demo/local-aws/log-line.js';
import { startLocalAws } from '../../demo/local-aws/server.js';
import {
  type AcceptedEvent,
  createState,
  type RequestRecord,
  type State,
} from '../../demo/local-aws/state.js';
import { createArrivals } from './arrivals';
import { poll } from './poll';

export type { AcceptedEvent, RequestRecord };

export type FaultOrder = Partial<Fault> & Pick<Fault, 'operation'>;

export type Aws = Awaited<ReturnType<typeof startAws>>;

export const startAws = async () => {
  const state: State = createState();
  let server: Awaited<ReturnType<typeof startLocalAws>> | undefined = await startLocalAws({ port: 0, state });
  const { url, port } = server;
  const report = (): string => reportOf(state);
  const arrivals = createArrivals(report);
  let lastArrival = Date.now();
  const stop = state.on(() => {
    lastArrival = Date.now();
    arrivals.notify();
  });

  const down = async (): Promise<void> => {
    await server?.close();
    server = undefined;
  };
  return {
    /** Stays the same across an outage. */
    url,
    state,
    /** Every accepted event, repeats included. */
    events: (): readonly AcceptedEvent[] => state.events,
    /** Every request that arrived, preflights included; only those of one operation if it is given. */
    requests: (operation?: string): readonly RequestRecord[] =>
      state.requests.filter((each) => operation === undefined || each.operation === operation),
    /** Waits for the condition, which is checked at every arrival. */
    until: arrivals.until,
    /** Waits until every fault has met its request, which may still be in flight. */
    untilFaultsMet: () =>
      poll(async () => state.faults.length === 0 || undefined, {
        withinMs: 15_000,
        what: 'requests for the faults that were ordered',
      }),
    /** Waits until nothing has arrived for this long: the only way to show that something does not happen. */
    untilQuiet: async (forMs: number): Promise<void> => {
      for (let rest = forMs; rest > 0; rest = lastArrival + forMs - Date.now()) {
        await new Promise((resolve) => setTimeout(resolve, rest));
      }
    },
    /** Faults for the next requests, see demo/local-aws/README.md. */
    faults: (...orders: FaultOrder[]): void => {
      const result = addFaults(state, orders);
      if ('wrong' in result) throw new Error(result.wrong);
    },
    clearFaults: (): void => void state.faults.splice(0),
    expireCredentials: (): void => expireCredentials(state),
    /** Closes the port: connections are refused. */
    down,
    up: async (): Promise<void> => {
      server ??= await startLocalAws({ port, state });
    },
    /** Clears events, requests and faults; identities and credentials stay valid. */
    reset: (): void => state.reset(),
    /** The secrets that must never appear in a page's storage or console. */
    secrets: (): string[] =>
      [...state.credentials.values()].flatMap(({ secretKey, sessionToken }) => [secretKey, sessionToken]),
    report,
    close: async (): Promise<void> => {
      stop();
      await down();
    },
  };
};

const reportOf = ({ events, ignored, requests }: State): string =>
  [
    `accepted events (${events.length}):`,
    ...events.map(lineOf),
    ...(ignored.length > 0 ? [`ignored by the service (${ignored.length}):`, ...ignored.map(lineOf)] : []),
    `requests (${requests.length}):`,
    ...requests.map((request) => `  ${logLine(request)}`),
  ].join('\n');

/** One event per line, without the fields that the local AWS added. */
const lineOf = (event: AcceptedEvent): string => {
  const { requestId, receivedAt, latencyMs, trackingId, ...rest } = event;
  return `  ${JSON.stringify(rest)}`;
};
