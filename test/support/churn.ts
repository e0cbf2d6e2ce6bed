/**
 * Measures the cost of adding and removing nodes: before the tag starts, with it, and after `stop()`. See
 * test/pages/churn.js.
 */
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
  /** With an empty MutationObserver, which the tag needs. */
  observerMs: number;
  withTagMs: number;
  stoppedMs: number;
}

declare global {
  const churn: (name: string, rounds: number) => Promise<number>;
  const churnPage: { makeItem(itemId: string): HTMLElement; frame(): Promise<unknown> };
  const startTag: () => void;
}

/** Measures one case in one visit. */
export const measureChurn = async (
  visitor: Visitor,
  name: (typeof churnCases)[number],
  rounds: number,
): Promise<ChurnCost> => {
  await visitor.open('/churn.html');
  const measure = async () => {
    // One warm-up run, for the JIT compiler and so that the tag's chunks are loaded.
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
