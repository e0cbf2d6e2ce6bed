/** Helpers for test/pages/recommend.html and slots.html. */
import type { Aws } from './local-aws';
import type { Visitor } from './visitor';

export interface Item {
  itemId: string;
  score?: number;
  promotionName?: string;
  metadata?: Record<string, string>;
}

/** An answer, or the fields of an error. */
export interface Outcome {
  itemList: Item[];
  personalizedRanking: Item[];
  recommendationId: string;
  name: string;
  message: string;
}

export const arn = (name: string): string => `arn:aws:personalize:us-east-1:000000000000:${name}`;

/** The body of a request as it arrived. */
export const bodyOf = (aws: Aws, operation: string, at = 0): unknown =>
  JSON.parse(aws.requests(operation)[at]?.body ?? 'null');

/** Calls the command in the page, and returns its outcome. */
export const asker =
  (visitor: Visitor) =>
  (command: 'recommend' | 'rank', request: object): Promise<Outcome> =>
    visitor.evaluate(
      (name, given) =>
        (globalThis as unknown as { ask(name: string, given: object): Promise<Outcome> }).ask(name, given),
      command,
      request,
    );

/** An event reported by a slot: see test/pages/slots.html. */
export interface SlotReport {
  type: string;
  id: string;
  name?: string;
  message?: string;
  recommendationId?: string;
  itemIds?: string[];
}

export const allReported = (visitor: Visitor): Promise<SlotReport[]> =>
  visitor.evaluate(() => (globalThis as unknown as { reported: SlotReport[] }).reported);

/** Waits until slots have reported this many outcomes. */
export const untilReported = async (visitor: Visitor, count: number): Promise<SlotReport[]> => {
  await visitor.waitFor(
    (most) => (globalThis as unknown as { reported: SlotReport[] }).reported.length >= most,
    count,
  );
  return allReported(visitor);
};

/** Adds a slot to the page and returns its id. */
export const addSlot = (
  visitor: Visitor,
  attributes: Record<string, string>,
  inner: string,
): Promise<string> =>
  visitor.evaluate(
    (given, html) =>
      (globalThis as unknown as { add(attributes: object, inner: string): string }).add(given, html),
    attributes,
    inner,
  );

/** The visible text of an element, or of the `<div>` in its shadow root. */
export const seenIn = (visitor: Visitor, id: string): Promise<string> =>
  visitor.evaluate((at) => {
    const element = document.getElementById(at);
    // biome-ignore lint/performance/useDomNodeTextContent: textContent includes hidden text.
    const text = (element?.shadowRoot?.querySelector('div') ?? element)?.innerText;
    return text?.replace(/\s+/g, ' ').trim() ?? '';
  }, id);
