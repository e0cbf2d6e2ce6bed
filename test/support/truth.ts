/** What the witness of test/pages/truth.js tells, and how it is compared with what arrived. */
import { expectEvents } from './expect-events';
import type { AcceptedEvent, Aws } from './local-aws';
import type { Visitor } from './visitor';

export interface Seen {
  /** Must have been counted. */
  sure: string[];
  /** May have been counted: too near to a second to tell. Holds those that are sure as well. */
  perhaps: string[];
}

/** A click, with what had been seen by then of the list that it was in. */
export interface Clicked extends Seen {
  itemId: string;
  list: string | null;
  /** That its list carried. */
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

/** Each item that was surely seen arrived once as `eventType`, those on the brink at most once, and nothing else did. */
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
  // Read again: what is still in view goes on being seen.
  const { perhaps } = await read();
  return expectEvents(aws, toEvents(perhaps.filter((id) => sure.includes(id) || arrived.includes(id))));
};

/** An impression that holds all that was surely seen and nothing that was not, and ends with the item itself. */
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
