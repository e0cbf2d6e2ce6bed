/** Items are found in all kinds of containers, whenever they are added, and each item has its own one-second timer. */
import { expect, expectEvents, test } from '../support/test';

declare global {
  const defineLater: () => void;
  const defineInner: () => void;
  const recycle: (node: HTMLElement, itemIds: string[], ms: number) => Promise<void>;
}

const views = (...itemIds: string[]) => itemIds.map((itemId) => ({ eventType: 'View', itemId }));

const atOnce = [
  ...views('plain', 'outer', 'inner', 'column-1', 'column-2', 'row-1'),
  ...views('in-shadow', 'nested', 'slotted'),
  { eventType: 'Teaser', itemId: 'typed' },
];

test('items in scroll containers, shadow roots and slots are seen, also items added later', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/impression.html');
  await expectEvents(aws, atOnce);
  // Items that scroll into view, items that are inserted, and elements that become items.
  await visitor.wheel({ y: 400 }, await middleOf('column'));
  await visitor.wheel({ x: 190 }, await middleOf('row'));
  await visitor.evaluate(() => {
    defineLater();
    addItem('added');
    document.querySelector('#shelf')?.append(addItem('added-to-slot'));
    const plain = document.createElement('div');
    plain.style.height = '40px';
    document.querySelector('#here')?.append(plain);
    requestAnimationFrame(() => plain.setAttribute('data-personalize-item-id', 'made-an-item'));
    const noSlot = document.querySelector('[slot=nowhere]');
    noSlot?.removeAttribute('slot');
  });
  const later = views('column-3', 'row-2', 'later', 'added', 'added-to-slot', 'made-an-item', 'no-slot');
  await expectEvents(aws, [...atOnce, ...later]);
  await visitor.evaluate(() => defineInner());
  await expectEvents(aws, [...atOnce, ...later, ...views('later-nested')]);

  async function middleOf(id: string) {
    return visitor.evaluate((each) => {
      const { left, top, width, height } = (document.getElementById(each) as Element).getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }, id);
  }
});

test('a node that is reused for several items counts each item that is seen long enough', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/impression.html');
  const stays = await visitor.evaluate(async () => {
    const node = addItem('first') as HTMLElement;
    await recycle(node, ['second', 'third'], 600);
    await recycle(node, ['last'], 0);
    await recycle(node, [], 1150);
    return truth.seenSoFar().stays.filter(({ itemId }) => /first|second|third|last/.test(itemId));
  });
  const expected = stays.filter(({ atLeast }) => atLeast > 1000).map(({ itemId }) => itemId);
  expect(stays.map(({ itemId }) => itemId)).toEqual(['first', 'second', 'third', 'last']);
  expect(expected).toContain('last');
  await expectEvents(aws, [...atOnce, ...views(...expected)]);
});

test('an item that is moved around is counted once, at its final position', async ({ visitor, aws }) => {
  await visitor.open('/impression.html');
  await visitor.evaluate(() => {
    const item = addItem('moved');
    requestAnimationFrame(() => {
      document.querySelector('#shelf')?.append(item);
      requestAnimationFrame(() => document.querySelector('#here')?.append(item));
    });
    // Removed before its second is over, and not added again.
    const taken = addItem('taken');
    requestAnimationFrame(() => taken.remove());
    const ignored = addItem('ignored-later');
    requestAnimationFrame(() => document.querySelector('[data-personalize-ignore]')?.append(ignored));
  });
  await expectEvents(aws, [...atOnce, ...views('moved')]);
});
