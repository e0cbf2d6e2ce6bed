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

interface Stay {
  itemId: string;
  atLeast: number;
  atMost: number;
}

declare global {
  const truth: {
    seenSoFar(list?: string | null): Seen & { stays: Stay[] };
    clicks: (Seen & { itemId: string; list: string | null })[];
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
