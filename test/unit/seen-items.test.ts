/** The seen items of each list in this page view, and the impression made of them. */

import { beforeEach, expect, test, vi } from 'vitest';
import { createSeenItems } from '../../src/chunks/sight/seen-items';
import type { EventFields } from '../../src/core/event-fields';
import { createSeenLists } from '../../src/impressions/seen-lists';
import { define, useBrowser } from '../support/unit-browser';
import { names } from '../support/unit-rows';

useBrowser();

/** An element that can leave the document, and shows an item of a list. */
class Card {
  isHere = true;
  list: string | undefined = 'shelf';
  constructor(
    public itemId: string,
    public container = shelf,
  ) {}
  get isConnected() {
    return this.isHere;
  }
  querySelectorAll() {
    return cards;
  }
  getAttribute() {
    return this.itemId;
  }
}

let shelf: Card;
let cards: Card[];

beforeEach(() => {
  shelf = Object.assign(Object.create(Card.prototype), { isHere: true });
  cards = [];
  define('Element', { value: Card });
  Object.assign(Object.getPrototypeOf(document), { querySelectorAll: () => cards });
});

function open() {
  const items = createSeenItems('item', (element) => element as unknown as Card & { container: Node });
  const { complete, follow } = createSeenLists(true);
  follow(items);
  const impression = (list: string, itemId: string) =>
    complete({ eventType: 'Click', fields: { itemId }, list, at: 0 }).impression;
  const see = (itemId: string, list: string | undefined = 'shelf', container = shelf) => {
    const card = Object.assign(new Card(itemId, container), { list });
    cards.push(card);
    return items.enter(card as unknown as Element, card as unknown as Card & { container: Node }).add();
  };
  const leave = (itemId: string) => {
    for (const card of cards.filter((each) => each.itemId === itemId)) card.isHere = false;
    cards = cards.filter((each) => each.isHere);
    items.sweep();
  };
  /** Draws an item that is not seen yet. */
  const draw = (itemId: string) => cards.push(new Card(itemId));
  return { ...items, impression, see, leave, draw };
}

const inNoList = (itemId: string, see: ReturnType<typeof open>['see']) => see(itemId, '', new Card(''));

test('an item is new once per list', () => {
  const { see } = open();
  const other = new Card('');
  expect([
    see('a'),
    see('a'),
    see('a', 'other', other),
    inNoList('a', see),
    see('a', 'shelf', new Card('')),
  ]).toEqual([true, false, true, true, false]);
});

test('the impression is the seen items in their order, with the item itself at the end', () => {
  const { see, impression } = open();
  for (const id of ['c', 'a', 'b']) see(id);
  expect(impression('shelf', 'a')).toEqual(['c', 'b', 'a']);
  expect(impression('unknown', 'a')).toEqual(['a']);
});

test('before the chunk is loaded nothing was seen but the item itself', () => {
  const { complete, clear } = createSeenLists(true);
  clear();
  const captured = { eventType: 'Click', fields: { itemId: 'a' }, list: 'shelf', at: 0 };
  expect(complete(captured).impression).toEqual(['a']);
});

test('an impression from the page is not changed; without a list or with impressions off there is none', () => {
  const captured = (fields: EventFields, list?: string) => ({ eventType: 'Click', fields, list, at: 0 });
  const on = createSeenLists(true);
  on.follow({ seenIn: () => ['vase'], clear() {} });
  expect(on.complete(captured({ itemId: 'lamp' }, 'shelf')).impression).toEqual(['vase', 'lamp']);
  const own = on.complete(captured({ itemId: 'lamp', impression: ['own'] }, 'shelf'));
  expect(own.impression).toEqual(['own']);
  expect(on.complete(captured({ itemId: 'lamp' })).impression).toBeUndefined();
  expect(on.complete(captured({}, 'shelf')).impression).toBeUndefined();
  const off = createSeenLists(false);
  expect(off.complete(captured({ itemId: 'lamp' }, 'shelf')).impression).toBeUndefined();
});

test('the impression is the latest 25 items of a long list', () => {
  const { see, impression } = open();
  for (const id of names('i', 0, 30)) see(id);
  expect(impression('shelf', 'i29')).toEqual(names('i', 5, 30));
});

test('a new page view for everything starts without seen items', () => {
  const { see, impression, clear } = open();
  see('a');
  clear();
  expect(impression('shelf', 'b')).toEqual(['b']);
  expect(see('a')).toBe(true);
});

test('without a change of the URL, a removed item stays seen while its container is in the document', () => {
  const { see, leave, impression } = open();
  see('a');
  leave('a');
  vi.advanceTimersByTime(1000);
  expect(see('a')).toBe(false);
  expect(impression('shelf', 'b')).toEqual(['a', 'b']);
  shelf.isHere = false;
  leave('a');
  vi.advanceTimersByTime(1000);
  shelf.isHere = true;
  expect(see('a')).toBe(true);
});

test('after a change of the URL, what stays is not counted again, and what leaves is', () => {
  const { see, leave, changeUrl, impression } = open();
  see('a');
  see('b');
  changeUrl(false);
  changeUrl(true);
  vi.advanceTimersByTime(1000);
  expect([see('a'), see('b'), impression('shelf', 'b')]).toEqual([false, false, ['a', 'b']]);
  leave('a');
  expect(impression('shelf', 'b')).toEqual(['b']);
  vi.advanceTimersByTime(1000);
  expect(see('a')).toBe(true);
});

test('an item that had left before the URL changed is forgotten', () => {
  const { see, leave, changeUrl } = open();
  see('a');
  leave('a');
  vi.advanceTimersByTime(1000);
  changeUrl(false);
  vi.advanceTimersByTime(1000);
  expect(see('a')).toBe(true);
});

for (const isPath of [false, true]) {
  test(`an item that is redrawn after a change of ${isPath ? 'the path' : 'the query'} is ${isPath ? 'another' : 'the same'}`, () => {
    const { see, leave, draw, changeUrl, impression } = open();
    see('a');
    for (let turn = 0; turn < 3; turn++) {
      changeUrl(isPath);
      leave('a');
      draw('a');
      vi.advanceTimersByTime(400);
      expect(see('a')).toBe(isPath);
    }
    expect(impression('shelf', 'b')).toEqual(['a', 'b']);
  });
}

test('an item that was removed in its second belongs to the URL at which it came into view', () => {
  const { enter, changeUrl, sweep, impression } = open();
  const card = new Card('a');
  const { add } = enter(card as unknown as Element, card as unknown as Card & { container: Node });
  card.isHere = false;
  changeUrl(false);
  expect(add()).toBe(true);
  sweep();
  expect(impression('shelf', 'b')).toEqual(['b']);
});
