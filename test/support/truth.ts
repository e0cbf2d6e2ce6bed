/** Reads the record of the witness in test/pages/truth.js, and compares it with the events that arrived. */
import { expectEvents } from './expect-events';
import type { AcceptedEvent, Aws } from './local-aws';
import type { Visitor } from './visitor';

export interface Seen {
  /** Items that must have been counted. */
  sure: string[];
  /** Items that may have been counted, because the time is too close to one second. Includes those in `sure`. */
  perhaps: string[];
}

/** A click, with the items of its list that had been seen by then. */
export interface Clicked extends Seen {
  itemId: string;
  list: string | null;
  /** The recommendation id of its list. */
  recommendationId: string | null;
}

interface Stay {
  itemId: string;
  atLeast: number;
  atMost: number;
}

declare global {
  const truth: {
    seenSoFar(list?: string | null): Seen & { stays: Stay[] };
    clicks(): Clicked[];
    stay(itemId: string): number;
    restart(): void;
  };
}

/**
 * Asserts that each item surely seen arrived once as `eventType`, each uncertain item at most once, and no other event.
 */
export const expectSeen = async (
  visitor: Visitor,
  aws: Aws,
  eventType = 'View',
): Promise<readonly AcceptedEvent[]> => {
  const read = () => visitor.evaluate(() => truth.seenSoFar());
  const toEvents = (ids: string[]) => ids.map((itemId) => ({ eventType, itemId }));
  const { sure } = await read();
  await expectEvents(aws, toEvents(sure), { extra: true });
  await aws.untilQuiet(300);
  const arrived = aws.events().map(({ itemId }) => itemId);
  // Read again: more items may have been seen meanwhile.
  const { perhaps } = await read();
  return expectEvents(aws, toEvents(perhaps.filter((id) => sure.includes(id) || arrived.includes(id))));
};

/**
 * Matches an impression that contains all items surely seen, no item that was not seen, and the item itself at the end.
 */
export const impressionOf = ({ itemId, list, sure, perhaps }: Clicked) => ({
  asymmetricMatch: (given: unknown): boolean => {
    if (list === null) return given === undefined;
    return (
      Array.isArray(given) &&
      given.at(-1) === itemId &&
      new Set(given).size === given.length &&
      given.length <= 25 &&
      sure.every((each) => given.includes(each)) &&
      given.every((each) => each === itemId || perhaps.includes(each))
    );
  },
  toJSON: () => `surely ${sure}; perhaps ${perhaps.filter((id) => !sure.includes(id))}; at last ${itemId}`,
});
