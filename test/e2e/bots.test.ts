/** A bot is not captured, and may have recommendations. The driven browsers of the tests are bots. */
import { addressOf, loaded, stored } from '../support/consent';
import { expect, test } from '../support/test';

test('of a driven browser nothing is captured, stored or sent', async ({ visitor, site, aws }) => {
  await visitor.open('/click.html?botFilter=true');
  await loaded(visitor);
  await visitor.click('#plain');
  const eventId = await visitor.evaluate(
    async () => (await window.personalize.track('View', { itemId: 'by hand' })) ?? 'dropped',
  );
  expect(eventId).toBe('dropped');
  await aws.untilQuiet(1500);
  expect(await visitor.evaluate(() => window.personalize.stats())).toMatchObject({
    captured: 0,
    stored: 0,
    waiting: 0,
    dropped: { bot: 2 },
  });
  expect(aws.requests()).toEqual([]);
  expect(await stored(visitor)).toEqual([]);
  // The chunk that finds slots is loaded, and none that sends.
  const chunks = site.requests
    .map(({ path }) => path)
    .filter((path) => /personalize-(?!sight)\w+/.test(path));
  expect(chunks).toEqual([]);
  const said = visitor.console().filter(({ text }) => text.includes('botFilter'));
  expect(said.map(({ level }) => level)).toEqual(['warn']);
});

test('a bot gets recommendations, in slots too, and delivers no event', async ({ visitor, aws }) => {
  await visitor.open(addressOf({ options: { botFilter: true } }));
  await loaded(visitor);
  await visitor.click('#a');
  await aws.until(() => aws.requests('GetRecommendations').length > 0, 'the recommendations of the slot');
  await aws.untilQuiet(1500);
  expect(aws.requests('PutEvents')).toEqual([]);
  expect(await visitor.evaluate(() => window.personalize.stats())).toMatchObject({
    captured: 0,
    dropped: { bot: 1 },
  });
});
