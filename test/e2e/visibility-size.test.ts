/** Items that get their size late, and items without a box of their own, are counted by what is painted of them. */
import { expect, expectEvents, test } from '../support/test';

declare global {
  const giveSizes: () => void;
}

const views = (...itemIds: string[]) => itemIds.map((itemId) => ({ eventType: 'View', itemId }));

const withoutBox = views(
  'contents',
  'contents-inline',
  'floats',
  'absolute',
  'zero-height',
  'slotted',
  'area',
  'area-beside',
  'inline-image',
  'ticking',
  'inline-ticking',
  'redrawn',
);

test('an item without a box of its own is counted by its content', async ({ visitor, aws }) => {
  await visitor.open('/visibility-size.html');
  await expectEvents(aws, withoutBox, { quietMs: 1500 });
});

test('an item that gets its size late is counted a second later', async ({ visitor, aws }) => {
  await visitor.open('/visibility-size.html');
  await expectEvents(aws, withoutBox);
  await visitor.evaluate(() => giveSizes());
  await expectEvents(aws, [...withoutBox, ...views('late-image', 'late-element', 'late-text')]);
});

test('in debug mode an item that can never be seen is named', async ({ visitor }) => {
  await visitor.open('/visibility-size.html');
  const named = () =>
    visitor.console().filter(({ text }) => text.includes('neither it nor an element in it has a size'));
  await expect.poll(() => named().length, { timeout: 8000 }).toBeGreaterThan(0);
});
