/** The cost of attribution memory: one read and one write per task, however many items an order has. */

import { expect, test } from 'vitest';
import { createAttribution } from '../../src/attribution/attribution';
import {
  ATTRIBUTED,
  createRecommendationMemory,
  RECOMMENDED,
} from '../../src/attribution/recommendation-memory';
import { createTexts } from '../support/unit-storage';

const from = (recommendationId: string) => ({ recommendationId, source: null });

/** A storage that counts its calls, with a full memory under each key. */
function open() {
  const full = (name: string) =>
    JSON.stringify(Array.from({ length: 5000 }, (_, at) => [`${name}-${at}`, 'RID', null, 1]));
  const texts = createTexts({ [ATTRIBUTED]: full('chosen'), [RECOMMENDED]: full('offered') });
  const used = { read: 0, written: 0 };
  const storage = {
    get(key: string) {
      used.read++;
      return texts.get(key);
    },
    set(key: string, value: unknown) {
      used.written++;
      texts.set(key, value);
    },
  };
  return { storage, used, texts };
}

test('an order of twenty items in one task reads each memory once and writes the changed one once', async () => {
  const { storage, used, texts } = open();
  const { credit, onChosen } = createAttribution(storage, 1000, () => 10);
  for (let line = 0; line < 20; line++) {
    const captured = { eventType: 'Purchase', fields: { itemId: `offered-${line}` }, at: 10 };
    expect(credit(captured).recommendationId).toBe('RID');
    onChosen({ eventId: `e${line}`, eventType: 'Purchase', sentAt: 0, ...captured.fields }, captured);
  }
  await Promise.resolve();
  expect(used).toEqual({ read: 2, written: 1 });
  const kept = texts.get(ATTRIBUTED) as [itemId: string][];
  expect(kept).toHaveLength(5000);
  expect(kept.slice(-2)).toEqual([
    ['offered-19', null, null, 10],
    ['e19', null, null, 10],
  ]);
});

test('a lookup writes nothing', async () => {
  const { storage, used } = open();
  expect(createRecommendationMemory(storage, ATTRIBUTED, 1000).recall(['chosen-7'], 10)?.[1]).toBe('RID');
  await Promise.resolve();
  expect(used).toEqual({ read: 1, written: 0 });
});

test('changes are written at the end of the task, and the next task reads what other tabs wrote', async () => {
  const { storage } = open();
  const [one, two] = [1, 2].map(() => createRecommendationMemory(storage, ATTRIBUTED, 1000));
  one?.remember(['lamp'], from('RID-1'), 10);
  await Promise.resolve();
  two?.remember(['lamp'], from('RID-2'), 11);
  await Promise.resolve();
  expect(one?.recall(['lamp'], 12)?.[1]).toBe('RID-2');
});

test('a change that is cleared in the same task is not written', async () => {
  const { storage, texts } = open();
  const memory = createRecommendationMemory(storage, ATTRIBUTED, 1000);
  memory.remember(['lamp'], from('RID-1'), 10);
  memory.clear();
  expect(memory.recall(['lamp', 'chosen-7'], 10)).toBeUndefined();
  await Promise.resolve();
  expect(texts.get(ATTRIBUTED)).toBeNull();
});
