/** What decides the state of consent: calls, the signals of the browser, the option; and what a denial erases. */
import {
  addressOf,
  collected,
  consentOf,
  expectUntouched,
  loaded,
  open,
  say,
  statsOf,
  stored,
  track,
  trackStored,
} from '../support/consent';
import type { Aws } from '../support/local-aws';
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const refused = /refused|ERR_CONNECTION|NetworkError|connect/i;

/** Leaves a user, a session, a journal and a row behind, and a page without the tag. */
async function visitEarlier(visitor: Visitor, aws: Aws): Promise<string[]> {
  visitor.allow(refused);
  await open(visitor);
  await visitor.evaluate(() => window.personalize.identify('user-1'));
  await trackStored(visitor, 'sent');
  await aws.until(() => aws.events().length > 0, 'an event');
  await aws.down();
  await trackStored(visitor, 'left');
  await visitor.open('/away.html');
  const left = await stored(visitor);
  expect(
    left.some((each) => /personalize-1 event/.test(each)),
    `a record in ${left}`,
  ).toBe(true);
  await aws.up();
  aws.reset();
  return left.sort();
}

test('a denial by option erases what an earlier visit has left', async ({ visitor, aws }) => {
  await visitEarlier(visitor, aws);
  await open(visitor, { consent: 'denied' });
  await visitor.click('#a');
  await aws.untilQuiet(1500);
  expect(await stored(visitor)).toEqual([]);
  expect(aws.requests()).toEqual([]);
  expect(await consentOf(visitor)).toEqual({ state: 'denied', source: 'option' });
  await open(visitor);
  await trackStored(visitor, 'new');
  await expectEvents(aws, [{ itemId: 'new', userId: undefined }]);
});

for (const signal of ['gpc', 'dnt'] as const) {
  test(`a denial by ${signal} touches nothing and erases nothing`, async ({ visitor, aws }) => {
    const before = await visitEarlier(visitor, aws);
    const options = { respectDnt: true };
    await open(visitor, { [signal]: '1', options });
    await visitor.click('#a');
    await track(visitor, 'denied');
    await aws.untilQuiet(1500);
    expect(await consentOf(visitor)).toEqual({ state: 'denied', source: signal });
    expect(await collected(visitor, 'touched')).toEqual([]);
    expect(aws.requests()).toEqual([]);
    expect((await stored(visitor)).sort()).toEqual(before);
    await say(visitor, 'granted');
    expect(await consentOf(visitor)).toEqual({ state: 'granted', source: 'call' });
    await expectEvents(aws, [{ itemId: 'left' }]);
  });
}

test('a grant by option overrides the signal, a pending one does not', async ({ visitor, aws }) => {
  await open(visitor, { gpc: '1', consent: 'pending' });
  expect(await consentOf(visitor)).toEqual({ state: 'denied', source: 'gpc' });
  await open(visitor, { gpc: '1', consent: 'granted' });
  expect(await consentOf(visitor)).toEqual({ state: 'granted', source: 'call' });
  await visitor.click('#a');
  await expectEvents(aws, [{ itemId: 'a' }]);
});

test('the signals count as the options say', async ({ visitor }) => {
  await open(visitor, { dnt: '1' });
  expect((await consentOf(visitor)).state).toBe('granted');
  await open(visitor, { gpc: '1', options: { respectGpc: false } });
  expect(await consentOf(visitor)).toEqual({ state: 'granted', source: 'option' });
});

const early = ['track', 'View', { itemId: 'early' }];
const queues: [title: string, consent: string, calls: unknown[], state: string, arrives: boolean][] = [
  [
    'a denial counts before events queued earlier',
    'pending',
    [early, ['consent', 'denied']],
    'denied',
    false,
  ],
  ['a grant counts for events queued earlier', 'pending', [early, ['consent', 'granted']], 'granted', true],
  [
    'of several calls the last counts',
    'pending',
    [['consent', 'granted'], early, ['consent', 'denied']],
    'denied',
    false,
  ],
  [
    'a denial is taken back by a later grant',
    'pending',
    [['consent', 'denied'], early, ['consent', 'granted']],
    'granted',
    true,
  ],
  ['a call stands above the option', 'granted', [early, ['consent', 'denied']], 'denied', false],
  ['an unknown word changes nothing', 'pending', [early, ['consent', 'yes']], 'pending', false],
];
for (const [title, consent, calls, state, arrives] of queues) {
  test(`in the queue of the snippet, ${title}`, async ({ visitor, aws }) => {
    await visitor.open(
      addressOf({ options: { consent }, calls: JSON.stringify(calls) }, '/consent-queue.html'),
    );
    await loaded(visitor);
    expect((await consentOf(visitor)).state).toBe(state);
    if (arrives) return void (await expectEvents(aws, [{ itemId: 'early' }]));
    await aws.untilQuiet(1500);
    expect(aws.requests()).toEqual([]);
    expect(await stored(visitor)).toEqual([]);
    const isDenied = state === 'denied';
    expect(await collected(visitor, 'drops')).toEqual(isDenied ? [['consent', 'early']] : []);
    expect((await statsOf(visitor)).waiting).toBe(isDenied ? 0 : 1);
    const warnings = visitor.console().filter(({ text }) => /consent "yes"/.test(text));
    expect(warnings).toHaveLength(state === 'pending' ? 1 : 0);
  });
}

test('a call before init counts', async ({ visitor, aws }) => {
  await open(visitor, { first: 'denied' });
  expect(await consentOf(visitor)).toEqual({ state: 'denied', source: 'call' });
  await visitor.click('#a');
  await aws.untilQuiet(1500);
  expect([aws.requests(), await stored(visitor)]).toEqual([[], []]);
  await open(visitor, { first: 'maybe', consent: 'pending' });
  expect(await consentOf(visitor)).toEqual({ state: 'pending', source: 'option' });
  await expectUntouched(visitor, aws);
});
