/**
 * The recipes for consent platforms, in snippet/consent, on pages with an imitation of each platform: what the visitor
 * decides in its banner counts, also on the next page, and whichever of the two is loaded first.
 */
import { becomes, consentOf, expectUntouched, loaded, stored } from '../support/consent';
import type { Aws } from '../support/local-aws';
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const platforms = [
  'onetrust',
  'cookiebot',
  'usercentrics-2',
  'usercentrics-3',
  'didomi',
  'shopify',
  'wordpress',
];

async function open(visitor: Visitor, asked: Record<string, string>): Promise<void> {
  await visitor.open(`/consent-recipe.html?${new URLSearchParams(asked)}`);
  await loaded(visitor);
}

const isBannerShown = (visitor: Visitor) =>
  visitor.evaluate(() => !document.querySelector<HTMLElement>('#banner')?.hidden);
const untilBanner = (visitor: Visitor) =>
  visitor.waitFor(() => !document.querySelector<HTMLElement>('#banner')?.hidden);

async function reload(visitor: Visitor): Promise<void> {
  await visitor.reload();
  await loaded(visitor);
}

async function change(visitor: Visitor, button: '#accept' | '#reject'): Promise<void> {
  await visitor.click('#change');
  await visitor.click(button);
  await becomes(visitor, button === '#accept' ? 'granted' : 'denied');
}

/** What the tag stores. The platform stores its decision in a cookie. */
const own = async (visitor: Visitor) =>
  (await stored(visitor)).flatMap((each) => each.split('; ')).filter((each) => !each.startsWith('platform='));

async function expectNothing(visitor: Visitor, aws: Aws): Promise<void> {
  await aws.untilQuiet(1200);
  expect(aws.requests(), 'requests').toEqual([]);
  expect(await own(visitor), 'what is stored').toEqual([]);
}

for (const platform of platforms) {
  for (const order of ['before', 'after']) {
    test(`${platform}, loaded ${order} the recipe: accepted, remembered, withdrawn, granted again`, async ({
      visitor,
      aws,
    }) => {
      await open(visitor, { platform, order });
      await untilBanner(visitor);
      await visitor.click('#a');
      await expectUntouched(visitor, aws);
      expect(await consentOf(visitor)).toEqual({ state: 'pending', source: 'option' });
      await visitor.click('#accept');
      await expectEvents(aws, [{ itemId: 'a' }]);

      await reload(visitor);
      await becomes(visitor, 'granted');
      await visitor.click('#b');
      const before = [{ itemId: 'a' }, { itemId: 'b' }];
      await expectEvents(aws, before);
      expect(await isBannerShown(visitor)).toBe(false);

      await change(visitor, '#reject');
      await visitor.click('#a');
      await reload(visitor);
      await becomes(visitor, 'denied');
      await visitor.click('#a');
      await aws.untilQuiet(1200);
      expect(await own(visitor)).toEqual([]);
      await change(visitor, '#accept');
      await visitor.click('#b');
      await expectEvents(aws, [...before, { itemId: 'b' }]);
    });
  }

  test(`${platform}, half loaded before the recipe: a rejection, and nothing ever`, async ({
    visitor,
    aws,
  }) => {
    await open(visitor, { platform, order: 'early' });
    await visitor.click('#a');
    await untilBanner(visitor);
    expect(await consentOf(visitor)).toEqual({ state: 'pending', source: 'option' });
    await visitor.click('#a');
    await visitor.click('#reject');
    await becomes(visitor, 'denied');
    await visitor.click('#b');
    await reload(visitor);
    await becomes(visitor, 'denied');
    await visitor.click('#b');
    await expectNothing(visitor, aws);
  });
}

const grantWithoutDecision = platforms.filter((each) => each !== 'cookiebot');
for (const platform of grantWithoutDecision) {
  test(`${platform}, where no consent is needed: granted without a decision, but not against the browser's signal`, async ({
    visitor,
    aws,
  }) => {
    await open(visitor, { platform, order: 'early', region: 'free', gpc: '1' });
    await visitor.click('#a');
    await expectNothing(visitor, aws);
    expect(await consentOf(visitor)).toEqual({ state: 'denied', source: 'gpc' });
    await open(visitor, { platform, order: 'early', region: 'free' });
    await visitor.click('#b');
    await expectEvents(aws, [{ itemId: 'b' }]);
    expect(await isBannerShown(visitor)).toBe(false);
    await change(visitor, '#reject');
    expect(await own(visitor)).toEqual([]);
  });
}
