/**
 * Asserts which events arrived at the local AWS: each expected event exactly once, and no other.
 *
 * Waits for arrivals up to a time limit, and then until nothing arrives for a moment, since only waiting shows that no
 * other event arrives. On failure it prints all events that arrived.
 */
import type { AcceptedEvent, Aws } from './local-aws';
import { holds, pairUp } from './match';

/** A part of an accepted event. `properties` may be an object, strings may be patterns. */
export type ExpectedEvent = { [Name in keyof AcceptedEvent]?: unknown };

export interface ExpectEventsOptions {
  /** Other events may have arrived too. */
  extra?: boolean;
  /** Requires the order of arrival. */
  ordered?: boolean;
  /**
   * An event may have arrived more than once, with identical copies. `'any content'`: copies may differ, where the page
   * gives one event id to two occurrences with different times.
   */
  repeats?: boolean | 'any content';
  withinMs?: number;
  /** How long nothing may arrive before the events are considered complete. */
  quietMs?: number;
}

export const expectEvents = async (
  aws: Aws,
  expected: readonly ExpectedEvent[],
  {
    extra = false,
    ordered = false,
    repeats = false,
    withinMs = 15_000,
    quietMs = 300,
  }: ExpectEventsOptions = {},
): Promise<readonly AcceptedEvent[]> => {
  const arrived = (): boolean => pairUp(expected, distinct(aws.events())).unmatched.length === 0;
  // A missing event is reported below, together with all other differences.
  await aws.until(arrived, 'all expected events', withinMs).catch(() => undefined);
  if (!extra) await aws.untilQuiet(quietMs);

  const events = distinct(aws.events());
  const result = pairUp(expected, events);
  const wrong = [
    ...result.unmatched.map((each) => `did not arrive: ${show(each)}`),
    ...(extra ? [] : result.extra.map((each) => `was not expected: ${show(each)}`)),
    ...(repeats === 'any content' ? [] : changedCopies(aws.events())).map(
      (each) => `arrived again with different content: ${show(each)}`,
    ),
    ...(repeats ? [] : repeated(aws.events()).map((each) => `arrived more than once: ${show(each)}`)),
  ];
  if (wrong.length === 0 && ordered && !extra && !expected.every((each, at) => holds(each, events[at]))) {
    wrong.push('arrived in the wrong order');
  }
  if (wrong.length > 0) throw new Error(`${wrong.join('\n')}\n\n${aws.report()}`);
  return events;
};

const distinct = (events: readonly AcceptedEvent[]): AcceptedEvent[] =>
  [...new Map([...events].reverse().map((event) => [event.eventId, event])).values()].reverse();

const repeated = (events: readonly AcceptedEvent[]): AcceptedEvent[] =>
  events.filter((event, at) => events.findIndex((each) => each.eventId === event.eventId) < at);

/** Copies must be identical in every field that the tag sent. */
const changedCopies = (events: readonly AcceptedEvent[]): AcceptedEvent[] =>
  repeated(events).filter((copy) => {
    const first = events.find(({ eventId }) => eventId === copy.eventId);
    return first !== undefined && sentPart(first) !== sentPart(copy);
  });

const sentPart = (event: AcceptedEvent): string => {
  const { requestId, receivedAt, latencyMs, duplicate, ...sent } = event;
  return JSON.stringify(Object.entries(sent).sort());
};

const show = (value: unknown): string =>
  JSON.stringify(value, (_, each) => (each instanceof RegExp ? String(each) : each));
