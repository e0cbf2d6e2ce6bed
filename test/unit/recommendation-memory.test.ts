/** The recommendation of an item: the latest one, for a limited time and number of items, whatever is stored. */

import { expect, test } from 'vitest';
import { ATTRIBUTED, createRecommendationMemory } from '../../src/attribution/recommendation-memory';
import { createTexts } from '../support/unit-storage';

const DAY_MS = 86_400_000;
const from = (recommendationId: string, source: string | null | undefined = null) => ({
  recommendationId,
  source,
});
const ids = (count: number, suffix = '') => Array.from({ length: count }, (_, at) => `item-${at}${suffix}`);
/** The end of the task, when changes are written. */
const written = () => Promise.resolve();
const open = (storage = createTexts()) => {
  const memory = createRecommendationMemory(storage, ATTRIBUTED, DAY_MS);
  const recall: (...args: Parameters<typeof memory.recall>) => unknown = (...args) => {
    const found = memory.recall(...args);
    return found && from(`${found[1]}`, found[2]);
  };
  return { ...memory, recall };
};

test('the latest recommendation of an item is known in every tab and on the next page, within the window', async () => {
  const storage = createTexts();
  const [one, two] = [open(storage), open(storage)];
  one.remember(['lamp', 'vase'], from('RID-1', 'home'), 1000);
  await written();
  two.remember(['lamp'], from('RID-2'), 2000);
  await written();
  expect(one.recall(['lamp'], 3000)).toEqual(from('RID-2'));
  expect(open(storage).recall(['vase'], 3000)).toEqual(from('RID-1', 'home'));
  expect(one.recall(['vase'], 1000 + DAY_MS)).toBeUndefined();
  expect(one.recall(['lamp'], 1000 + DAY_MS)).toEqual(from('RID-2'));
});

test('recall returns the first known of several items, in the given order', () => {
  const memory = open();
  memory.remember(['vase'], from('RID-1'), 1);
  memory.remember(['lamp'], from('RID-2'), 1);
  expect(memory.recall([undefined, 'lamp', 'vase'], 2)).toEqual(from('RID-2'));
  expect(memory.recall(['chair', 'vase', 'lamp'], 2)).toEqual(from('RID-1'));
});

test('the latest 5,000 items are stored', async () => {
  const storage = createTexts();
  const memory = open(storage);
  const all = ids(5010);
  memory.remember(all.slice(0, 20), from('RID-1'), 1);
  memory.remember(all.slice(20), from('RID-2'), 2);
  await written();
  const kept = storage.get(ATTRIBUTED) as [itemId: string][];
  expect(kept.map(([itemId]) => itemId)).toEqual(all.slice(10));
  expect(memory.recall(all.slice(9, 10), 3)).toBeUndefined();
  expect(memory.recall(all.slice(10, 11), 3)).toEqual(from('RID-1'));
});

test('at most half a million characters are stored', async () => {
  const storage = createTexts();
  const memory = open(storage);
  const all = ids(5000, 'x'.repeat(250));
  memory.remember(all, from('R'.repeat(40), 'S'.repeat(100)), 1);
  await written();
  expect(storage.texts.get(ATTRIBUTED)?.length).toBeLessThanOrEqual(500_000);
  expect(memory.recall(all.slice(-1), 2)).toBeDefined();
  expect(memory.recall(all.slice(0, 1), 2)).toBeUndefined();
});

for (const text of ['null', '{}', '"text"', '[null, 1, "x", [], ["vase", null, null, "soon"]]', '[[']) {
  test(`the stored text ${text} is ignored, and causes no error`, () => {
    const memory = open(createTexts({ [ATTRIBUTED]: text }));
    expect(memory.recall(['vase', undefined], 1)).toBeUndefined();
    memory.remember(['lamp'], from('RID-1'), 1);
    expect(memory.recall(['lamp'], 1)).toEqual(from('RID-1'));
  });
}
