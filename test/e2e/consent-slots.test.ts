/** Recommendations wait for consent: commands reject at once, and slots keep their fallback until the grant. */
import { collected, open, say, stored } from '../support/consent';
import { expect, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const arn = 'arn:aws:personalize:us-east-1:000000000000';

/** The names of the errors of both commands, and whether they came at once. */
const ask = (visitor: Visitor) =>
  visitor.evaluate(async (prefix) => {
    const since = performance.now();
    const { personalize } = window;
    const answers = [
      personalize.recommend({ recommenderArn: `${prefix}:recommender/local-most-viewed` }),
      personalize.rank({ campaignArn: `${prefix}:campaign/local-ranking`, inputList: ['x', 'y'] }),
    ];
    const outcomes = await Promise.allSettled(answers);
    const names = outcomes.map((each) => (each.status === 'rejected' ? each.reason.name : 'answered'));
    return [...names, performance.now() - since < 200];
  }, arn);

const slot = (visitor: Visitor) =>
  visitor.evaluate(() => ({
    fallback: !!document.querySelector<HTMLElement>('#fallback')?.offsetHeight,
    cards: [...document.querySelectorAll('#slot .card')].map((each) => each.textContent),
  }));

for (const consent of ['pending', 'denied'] as const) {
  test(`while consent is ${consent}, commands reject and a slot waits for the grant`, async ({
    visitor,
    aws,
  }) => {
    await open(visitor, { consent });
    expect(await ask(visitor)).toEqual(['ConsentError', 'ConsentError', true]);
    await aws.untilQuiet(1500);
    expect(await slot(visitor)).toEqual({ fallback: true, cards: [] });
    expect(aws.requests()).toEqual([]);
    if (consent === 'pending') expect(await collected(visitor, 'touched')).toEqual([]);
    expect(await stored(visitor)).toEqual([]);
    await say(visitor, 'granted');
    await visitor.waitFor(() => document.querySelectorAll('#slot .card').length === 2);
    expect((await slot(visitor)).fallback).toBe(false);
    expect(aws.requests('GetRecommendations')).toHaveLength(1);
    expect(await ask(visitor)).toEqual(['answered', 'answered', expect.any(Boolean)]);
    await say(visitor, 'denied');
    expect(await ask(visitor)).toEqual(['ConsentError', 'ConsentError', true]);
  });
}

test('a slot that is added while consent is pending is filled after the grant', async ({ visitor, aws }) => {
  await open(visitor, { consent: 'pending' });
  await visitor.evaluate(() => {
    const added = document.querySelector('#slot')?.cloneNode(true) as HTMLElement;
    added.id = 'added';
    document.body.append(added);
  });
  await aws.untilQuiet(800);
  expect(await collected(visitor, 'touched')).toEqual([]);
  await say(visitor, 'granted');
  await visitor.waitFor(() => document.querySelectorAll('#added .card').length === 2);
  await visitor.waitFor(() => document.querySelectorAll('#slot .card').length === 2);
});
