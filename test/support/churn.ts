/** What nodes that come and go cost a page before the tag starts, with it, and after `stop()`: see test/pages/churn.js. */
import type { Visitor } from './visitor';

export const churnCases = [
  'oneByOne',
  'windowedList',
  'undefinedElements',
  'oneNodeMoved',
  'attributes',
] as const;

export interface ChurnCost {
  withoutMs: number;
  /** With an empty MutationObserver, which the tag cannot do without. */
  observerMs: number;
  withTagMs: number;
  stoppedMs: number;
}

declare global {
  const churn: (name: string, rounds: number) => Promise<number>;
  const churnPage: { makeItem(itemId: string): HTMLElement; frame(): Promise<unknown> };
  const startTag: () => void;
}

/** One case, all in one visit. */
export const measureChurn = async (
  visitor: Visitor,
  name: (typeof churnCases)[number],
  rounds: number,
): Promise<ChurnCost> => {
  await visitor.open('/churn.html');
  const measure = async () => {
    // Once for the compiler of the engine, and so that what the tag has loaded meanwhile is there.
    await visitor.evaluate((each) => churn(each, 1), name);
    return visitor.evaluate((each, times) => churn(each, times), name, rounds);
  };
  const withoutMs = await measure();
  await visitor.evaluate(() => {
    const observer = new MutationObserver(() => {});
    observer.observe(document, { childList: true, subtree: true, attributes: true });
    Object.assign(globalThis, { observer });
  });
  const observerMs = await measure();
  await visitor.evaluate(() => {
    (globalThis as unknown as { observer: MutationObserver }).observer.disconnect();
    startTag();
  });
  const withTagMs = await measure();
  await visitor.evaluate(() => window.personalize.stop());
  const stoppedMs = await measure();
  return { withoutMs, observerMs, withTagMs, stoppedMs };
};
