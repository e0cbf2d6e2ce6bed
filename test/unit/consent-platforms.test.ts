/** Option `consent` with platforms: its shapes, several platforms at once, and one that is silent. */

import { expect, test } from 'vitest';
import { useBrowser } from '../support/unit-browser';
import {
  createGpp,
  createTcf,
  follow,
  gppEvent,
  gtag,
  provide,
  tcData,
  wait,
} from '../support/unit-platforms';

useBrowser();

const bad: [option: unknown, name: string][] = [
  [{}, ''],
  [{ google: false }, ''],
  [['google'], '.0'],
  [{ didomi: true }, '.didomi'],
  [{ google: [] }, '.google'],
  [{ google: 'analytics_storage' }, '.google'],
  [{ google: [1] }, '.google'],
  [{ tcf: { purpose: [1] } }, '.tcf'],
  [{ tcf: { purposes: [] } }, '.tcf'],
  [{ tcf: { purposes: ['1'] } }, '.tcf'],
  [{ tcf: { purposes: [[]] } }, '.tcf'],
  [{ tcf: { purposes: [0] } }, '.tcf'],
  [{ tcf: { vendor: '755' } }, '.tcf'],
  [{ tcf: { optOuts: ['Gpc'] } }, '.tcf'],
  [{ gpp: { optOuts: 'SaleOptOut' } }, '.gpp'],
  [{ gpp: { optOuts: [] } }, '.gpp'],
  [{ gpp: ['SaleOptOut'] }, '.gpp'],
  [{ google: true, tcf: 'yes', gpp: 'no' }, '.tcf'],
];
for (const [option, name] of bad) {
  test(`${JSON.stringify(option)} is warned about once, and nothing is followed`, async () => {
    provide('dataLayer', [gtag('consent', 'update', { personalization_storage: 'granted' })]);
    const { said, warnings } = await follow(option);
    await wait(10_000);
    expect(warnings).toEqual([`option consent${name} cannot be used: pending`]);
    expect(said).toEqual([]);
    expect(Reflect.get(globalThis, 'dataLayer').push).toBe(Array.prototype.push);
  });
}

const answers = {
  google: {
    granted: () => gtag('consent', 'update', { personalization_storage: 'granted' }),
    denied: () => gtag('consent', 'update', { personalization_storage: 'denied' }),
    pending: () => gtag('consent', 'default', { personalization_storage: 'denied' }),
    'not needed': () => gtag('consent', 'default', { personalization_storage: 'granted' }),
  },
  tcf: {
    granted: tcData('useractioncomplete', [1, 5]),
    denied: tcData('useractioncomplete'),
    pending: tcData('cmpuishown'),
    'not needed': { gdprApplies: false },
  },
};
type Answer = keyof typeof answers.tcf;
const combined: [google: Answer, tcf: Answer, expected: string][] = [
  ['granted', 'granted', 'granted google (decision)'],
  ['granted', 'not needed', 'granted tcf'],
  ['not needed', 'granted', 'granted google'],
  ['not needed', 'not needed', 'granted google'],
  ['granted', 'pending', 'pending tcf'],
  ['pending', 'granted', 'pending google'],
  ['pending', 'not needed', 'pending google'],
  ['denied', 'granted', 'denied google (decision)'],
  ['pending', 'denied', 'denied tcf (decision)'],
  ['not needed', 'denied', 'denied tcf (decision)'],
  ['denied', 'denied', 'denied google (decision)'],
];
for (const [google, tcf, expected] of combined) {
  test(`google ${google} and tcf ${tcf}: ${expected}`, async () => {
    const { api, tell } = createTcf();
    provide('__tcfapi', api);
    provide('dataLayer', [answers.google[google]()]);
    const { said, now } = await follow({ google: true, tcf: {}, gpp: false });
    expect(said[0]).not.toContain('granted');
    tell(answers.tcf[tcf]);
    expect(await now()).toBe(expected);
  });
}

test('all three must grant, and one takes it back', async () => {
  const { api, tell } = createTcf();
  const gpp = createGpp();
  provide('__tcfapi', api);
  provide('__gpp', gpp.api);
  provide('dataLayer', [answers.google.granted()]);
  const { said, logged } = await follow({ google: true, tcf: true, gpp: true });
  tell(answers.tcf.granted);
  await wait(6000);
  expect(logged).toEqual(['no answer: gpp']);
  gpp.tell(gppEvent([7], { usnat: [{ SaleOptOut: 2 }] }));
  await wait(0);
  tell(answers.tcf.denied);
  await wait(0);
  expect(said).toEqual([
    ...['pending tcf', 'pending gpp', 'granted google (decision)', 'denied tcf (decision)'],
  ]);
});

test('what is said twice in one task is reported once, with its last state', async () => {
  provide('dataLayer', []);
  const { said } = await follow('google');
  for (const answer of ['granted', 'denied', 'granted', 'denied'] as const)
    Reflect.get(globalThis, 'dataLayer').push(answers.google[answer]());
  await wait(0);
  expect(said).toEqual(['pending google', 'denied google (decision)']);
});

test('a platform that is silent is named once in debug mode', async () => {
  const { said, logged, warnings } = await follow('tcf');
  await wait(600_000);
  expect([said, logged, warnings]).toEqual([['pending tcf'], ['no answer: tcf'], []]);
});
