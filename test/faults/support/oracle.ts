/**
 * The oracle compares the occurrences with the events that arrived, by id, for the invariants that are visible on the
 * wire.
 *
 * I1 no loss · I2 no invention · I3 copies byte-identical · I5 bounded · I6 accounted for · I7 copies measured. I4, the
 * page is unharmed, is checked by the harness in every test (test/support/harm.ts).
 */
import type { AcceptedEvent, RequestRecord } from '../../support/local-aws';

export interface Evidence {
  occurred: ReadonlySet<string>;
  /** Whether an occurrence may be missing, for a reason that the scenario gives. */
  mayLose: (id: string) => boolean;
  /** Dead letters: refused by the service, with a readable reason. They are not lost. */
  setAside: ReadonlySet<string>;
  /** Every accepted event, repeats included. */
  accepted: readonly AcceptedEvent[];
  requests: readonly RequestRecord[];
  /** Rows that the tag reports as pending after the recovery visit. */
  waiting: number;
}

export interface Bounds {
  /** Copies per id on the wire, over all ids. */
  meanCopies: number;
  /** PutEvents, answered or not, in any minute. */
  requestsAMinute: number;
  /** GetCredentialsForIdentity, in any minute. */
  credentialsAMinute: number;
}

export interface Measured {
  occurrences: number;
  accepted: number;
  distinct: number;
  lost: number;
  excused: number;
  invented: number;
  maxCopies: number;
  meanCopies: number;
  requests: number;
  credentials: number;
}

/** @returns the figures, and one line for each violation */
export const judge = (evidence: Evidence, bounds: Bounds): { measured: Measured; breaches: string[] } => {
  const { occurred, accepted, requests } = evidence;
  const idsOf = groupBy(accepted, ({ itemId = '?' }) => itemId);
  const copiesOf = groupBy(accepted, ({ eventId }) => eventId);

  const missing = [...occurred].filter((id) => !idsOf.has(id) && !evidence.setAside.has(id));
  const lost = missing.filter((id) => !evidence.mayLose(id));
  const invented = [...idsOf.keys()].filter((id) => !occurred.has(id));
  const twice = [...idsOf].filter(([, events]) => new Set(events.map(({ eventId }) => eventId)).size > 1);
  const changed = [...copiesOf.values()].filter((copies) => new Set(copies.map(sentPart)).size > 1);

  const meanCopies = copiesOf.size === 0 ? 1 : accepted.length / copiesOf.size;
  const of = (operation: string) => requests.filter((each) => each.operation === operation);
  const puts = busiestMinute(of('PutEvents'));
  const asks = busiestMinute(of('GetCredentialsForIdentity'));

  return {
    measured: {
      occurrences: occurred.size,
      accepted: accepted.length,
      distinct: copiesOf.size,
      lost: lost.length,
      excused: missing.length - lost.length,
      invented: invented.length + twice.length,
      maxCopies: Math.max(0, ...[...copiesOf.values()].map((copies) => copies.length)),
      meanCopies,
      requests: of('PutEvents').length,
      credentials: of('GetCredentialsForIdentity').length,
    },
    breaches: [
      ...lost.map((id) => `I1: lost ${id}`),
      ...invented.map((id) => `I2: invented ${id}`),
      ...twice.map(
        ([id, events]) => `I2: ${id} arrived with several event ids: ${events.map((e) => e.eventId)}`,
      ),
      ...changed.map((copies) => `I3: copies differ: ${copies.map(sentPart).join(' / ')}`),
      ...over('I5', 'PutEvents in one minute', puts, bounds.requestsAMinute),
      ...over('I5', 'calls for credentials in one minute', asks, bounds.credentialsAMinute),
      ...over('I6', 'events still pending after the recovery visit', evidence.waiting, 0),
      ...over('I7', 'copies per id', meanCopies, bounds.meanCopies),
    ],
  };
};

const over = (invariant: string, what: string, is: number, most: number): string[] =>
  is > most ? [`${invariant}: ${is} ${what}, at most ${most}`] : [];

const groupBy = <T>(all: readonly T[], keyOf: (each: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const group = groups.get(keyOf(each)) ?? [];
    groups.set(keyOf(each), group);
    group.push(each);
  }
  return groups;
};

/** The fields that the tag sent. The others are added by the local AWS. */
const sentPart = (event: AcceptedEvent): string => {
  const { requestId, receivedAt, latencyMs, duplicate, ...sent } = event;
  return JSON.stringify(Object.entries(sent).sort());
};

const busiestMinute = (requests: readonly RequestRecord[]): number => {
  // The clock of the service may be part of the fault, so its times may be shifted: one minute by that clock.
  const times = requests.map(({ receivedAt }) => receivedAt).sort((a, b) => a - b);
  let from = 0;
  let most = 0;
  for (const [at, time] of times.entries()) {
    while (time - (times[from] ?? time) >= 60_000) from++;
    most = Math.max(most, at - from + 1);
  }
  return most;
};
