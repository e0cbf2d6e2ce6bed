/** How a tab notices that another one has withdrawn consent, and the stores that can be closed. */

import { expect, test, vi } from 'vitest';
import { followGeneration, GENERATION, onRemoved } from '../../src/consent/generation';
import { guardStores } from '../../src/consent/guarded-stores';
import { browser, useBrowser } from '../support/unit-browser';
import { createTexts } from '../support/unit-storage';

useBrowser();

/** The browser continues a page, and the time passes after which the key is compared. */
function wake(type: string, event: object = {}) {
  browser.window.fire(type, event);
  vi.advanceTimersByTime(50);
}

function follow(texts = createTexts()) {
  const heard = { withdrawn: 0 };
  const generation = followGeneration(texts, () => heard.withdrawn++);
  // As with an event.
  generation.keep();
  return { ...generation, heard, texts };
}
const tell = (newValue: string | null, key = GENERATION, oldValue = '1') =>
  browser.window.fire('storage', { key, oldValue, newValue });

test('the first tab writes the key, the next one takes it over', () => {
  const { texts } = follow();
  const first = texts.texts.get(GENERATION);
  expect(Number(first)).toBeGreaterThan(0);
  const second = follow(texts);
  expect(texts.texts.get(GENERATION)).toBe(first);
  wake('resume');
  expect(second.heard.withdrawn).toBe(0);
});

test('a grant after a withdrawal has another key', () => {
  const before = follow().texts.texts.get(GENERATION);
  Math.random = () => 0.9;
  expect(follow().texts.texts.get(GENERATION)).not.toBe(before);
});

test('of two tabs that begin at once both follow the key that was written last', () => {
  // Each tab has a copy of the storage that has not yet seen the other one's key.
  const one = follow();
  const texts = createTexts();
  followGeneration(texts, () => {}).keep();
  const last = texts.texts.get(GENERATION) ?? '';
  one.texts.texts.set(GENERATION, last);
  tell(last);
  for (const type of ['resume', 'pageshow']) wake(type, { persisted: true });
  expect(one.heard.withdrawn).toBe(0);
});

test('the removal of the key by another tab is a withdrawal, of another key it is not', () => {
  let removed = 0;
  const stop = onRemoved(() => {
    removed++;
  });
  tell(null, 'personalize.session');
  tell(null, '');
  expect(removed).toBe(0);
  tell(null);
  expect(removed).toBe(1);
  stop();
});

for (const type of ['resume', 'pageshow']) {
  test(`a tab that was asleep compares the key: ${type}`, () => {
    const { heard, texts } = follow();
    wake(type, { persisted: true });
    expect(heard.withdrawn).toBe(0);
    texts.texts.set(GENERATION, '1001');
    wake(type, { persisted: true });
    texts.set(GENERATION);
    wake(type, { persisted: true });
    expect(heard.withdrawn).toBe(2);
  });
}

test('a page that is shown for the first time does not compare', () => {
  const { heard, texts } = follow();
  texts.set(GENERATION);
  wake('pageshow', { persisted: false });
  expect(heard.withdrawn).toBe(0);
});

test('a page that clears localStorage gets the same key again', () => {
  const { keep, heard, texts } = follow();
  const own = texts.texts.get(GENERATION);
  texts.texts.clear();
  keep();
  expect(texts.texts.get(GENERATION)).toBe(own);
  wake('resume');
  expect(heard.withdrawn).toBe(0);
});

test('without an event no key is written, and none is missed, unless the page is frozen', () => {
  const texts = createTexts();
  const heard: string[] = [];
  followGeneration(texts, () => heard.push('withdrawn'));
  for (const type of ['resume', 'pageshow']) wake(type, { persisted: true });
  browser.window.fire('pagehide', { persisted: false });
  expect([[...texts.texts.keys()], heard]).toEqual([[], []]);
  browser.window.fire('freeze');
  texts.set(GENERATION);
  wake('resume');
  expect(heard).toEqual(['withdrawn']);
});

test('forget() is no withdrawal, and the key is back when the page is left', () => {
  const { forget, heard, texts } = follow();
  const own = texts.texts.get(GENERATION);
  const stop = onRemoved(() => heard.withdrawn++);
  forget();
  tell(texts.texts.get(GENERATION) ?? '');
  tell(null, GENERATION, texts.texts.get(GENERATION));
  texts.set(GENERATION);
  expect(heard.withdrawn).toBe(0);
  browser.window.fire('pagehide');
  expect(texts.texts.get(GENERATION)).toBe(own);
  wake('pageshow', { persisted: true });
  expect(heard.withdrawn).toBe(0);
  stop();
});

test('another key means that a tab has a new grant, a missing one does not', () => {
  const { isReplaced, texts } = follow();
  expect(isReplaced()).toBe(false);
  texts.set(GENERATION);
  expect(isReplaced()).toBe(false);
  texts.set(GENERATION, 1001);
  expect(isReplaced()).toBe(true);
});

test('after the stop nothing is heard', () => {
  const { stop, heard, texts } = follow();
  stop();
  texts.set(GENERATION);
  tell(null);
  wake('resume');
  expect(heard.withdrawn).toBe(0);
  expect(browser.window.heard).toEqual([]);
});

test('closed stores read and write nothing, also in an operation that has begun', async () => {
  const texts = createTexts({ known: '1' });
  const calls: string[] = [];
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const stores = guardStores(texts, async (_mode, fn) => {
    calls.push('opens');
    await opened;
    return fn({} as IDBObjectStore);
  });
  expect(stores.storage.get('known')).toBe(1);
  stores.storage.set('new', 2);
  const begun = stores.use('readwrite', async () => calls.push('stores'));
  stores.close();
  open();
  await expect(begun).rejects.toThrow('no consent');
  await expect(stores.use('readonly', async () => calls.push('reads'))).rejects.toThrow('no consent');
  stores.storage.set('late', 3);
  stores.storage.set('known');
  expect(stores.storage.get('known')).toBeNull();
  expect([...texts.texts]).toEqual([
    ['known', '1'],
    ['new', '2'],
  ]);
  expect(calls).toEqual(['opens']);
});
