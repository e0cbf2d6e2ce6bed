/** Which source decides about consent. */

import { expect, test } from 'vitest';
import { type ConsentReport, type ConsentState, createConsent } from '../../src/consent/consent';
import { browser, define, useBrowser } from '../support/unit-browser';

useBrowser();

interface Given {
  calls?: ConsentState[];
  option?: ConsentState;
  gpc?: boolean;
  dnt?: boolean;
  respectGpc?: boolean;
  respectDnt?: boolean;
  /** What the platforms of the option say. */
  platform?: [state: ConsentState, isDecision?: boolean];
}

function begin({ calls = [], option, gpc, dnt, respectGpc = true, respectDnt = false, platform }: Given) {
  define('navigator', { value: { globalPrivacyControl: gpc, doNotTrack: dnt ? '1' : null } });
  const changes: ConsentReport[] = [];
  const states: ConsentReport[] = [];
  const consent = createConsent((report) => changes.push(report));
  for (const call of calls) consent.say(call);
  consent.begin({ consent: option ?? (platform && 'tcf'), respectGpc, respectDnt }, (report) =>
    states.push(report),
  );
  if (platform) consent.follow({ state: platform[0], source: 'tcf' }, !!platform[1]);
  return { consent, changes, states };
}

const rows: [what: string, given: Given, expected: string][] = [
  ['nothing is said', {}, 'granted option'],
  ['the option', { option: 'pending' }, 'pending option'],
  ['the option', { option: 'denied' }, 'denied option'],
  ['an option that grants is a call', { option: 'granted' }, 'granted call'],
  ['GPC', { gpc: true }, 'denied gpc'],
  ['GPC before the option', { gpc: true, option: 'pending' }, 'denied gpc'],
  ['an option that grants before GPC', { gpc: true, option: 'granted' }, 'granted call'],
  ['GPC that is not respected', { gpc: true, respectGpc: false }, 'granted option'],
  ['DNT is not respected', { dnt: true }, 'granted option'],
  ['DNT if it is respected', { dnt: true, respectDnt: true }, 'denied dnt'],
  ['GPC before DNT', { gpc: true, dnt: true, respectDnt: true }, 'denied gpc'],
  [
    'a call before GPC and DNT',
    { calls: ['granted'], gpc: true, dnt: true, respectDnt: true },
    'granted call',
  ],
  ['a call before an option that grants', { calls: ['denied'], option: 'granted' }, 'denied call'],
  ['a call before the option', { calls: ['granted'], option: 'denied' }, 'granted call'],
  ['the last of several calls', { calls: ['granted', 'denied', 'pending'] }, 'pending call'],
];
for (const [what, given, expected] of rows) {
  test(`${what}: ${expected} (${JSON.stringify(given)})`, () => {
    const { consent, changes, states } = begin(given);
    const { state, source } = consent.current();
    expect(`${state} ${source}`).toBe(expected);
    expect(states).toEqual([{ state, source }]);
    expect(changes).toEqual([]);
  });
}

const followed: [what: string, given: Given, expected: string][] = [
  ['a decision', { platform: ['granted', true] }, 'granted tcf'],
  ['a decision before GPC', { platform: ['granted', true], gpc: true }, 'granted tcf'],
  ['a decision before DNT', { platform: ['granted', true], dnt: true, respectDnt: true }, 'granted tcf'],
  ['a decision that denies', { platform: ['denied', true], gpc: true }, 'denied tcf'],
  ['a call before a decision', { platform: ['denied', true], calls: ['granted'] }, 'granted call'],
  ['a denying call before a decision', { platform: ['granted', true], calls: ['denied'] }, 'denied call'],
  ['a platform that needs no consent', { platform: ['granted'] }, 'granted tcf'],
  ['GPC before a platform that needs no consent', { platform: ['granted'], gpc: true }, 'denied gpc'],
  ['DNT before it', { platform: ['granted'], dnt: true, respectDnt: true }, 'denied dnt'],
  ['GPC that is not respected', { platform: ['granted'], gpc: true, respectGpc: false }, 'granted tcf'],
  ['a platform that waits', { platform: ['pending'] }, 'pending tcf'],
  ['GPC before a platform that waits', { platform: ['pending'], gpc: true }, 'denied gpc'],
];
for (const [what, given, expected] of followed) {
  test(`${what}: ${expected} (${JSON.stringify(given)})`, () => {
    const { consent, states } = begin(given);
    const { state, source } = consent.current();
    expect(`${state} ${source}`).toBe(expected);
    // Before the platforms have said anything.
    expect(states[0]?.state).not.toBe(given.calls ? 'pending' : 'granted');
  });
}

test('a withdrawal in another tab lasts until the visitor decides in a platform of this one', () => {
  const { consent } = begin({ platform: ['granted', true] });
  consent.withdraw();
  expect(consent.current()).toEqual({ state: 'denied', source: 'tab' });
  consent.follow({ state: 'granted', source: 'tcf' }, false);
  expect(consent.current()).toEqual({ state: 'denied', source: 'tab' });
  consent.follow({ state: 'denied', source: 'tcf' }, true);
  expect(consent.current()).toEqual({ state: 'denied', source: 'tcf' });
  consent.follow({ state: 'granted', source: 'tcf' }, true);
  expect(consent.current()).toEqual({ state: 'granted', source: 'tcf' });
});

test('a decision that a platform only repeats does not undo the withdrawal of another tab', () => {
  const { consent, changes } = begin({ platform: ['granted', true] });
  consent.withdraw();
  // The second is a dialog that was opened and closed.
  for (const [state, isDecision] of [
    ['granted', true],
    ['pending', false],
    ['granted', true],
  ] as const) {
    consent.follow({ state, source: 'tcf' }, isDecision);
    expect(consent.current()).toEqual({ state: 'denied', source: 'tab' });
  }
  expect(changes.map(({ state }) => state)).toEqual(['granted', 'denied']);
  consent.follow({ state: 'denied', source: 'tcf' }, true);
  expect(consent.current()).toEqual({ state: 'denied', source: 'tcf' });
  consent.follow({ state: 'granted', source: 'tcf' }, true);
  expect(consent.current()).toEqual({ state: 'granted', source: 'tcf' });
});

test('the first decision of a platform counts after a withdrawal in another tab', () => {
  const { consent } = begin({ platform: ['granted', false] });
  consent.withdraw();
  expect(consent.current()).toEqual({ state: 'denied', source: 'tab' });
  consent.follow({ state: 'granted', source: 'tcf' }, true);
  expect(consent.current()).toEqual({ state: 'granted', source: 'tcf' });
});

test('the last call counts at any time, and only a change of state is reported', () => {
  const { consent, changes, states } = begin({ option: 'pending' });
  for (const state of ['pending', 'granted', 'granted', 'denied'] as const) consent.say(state);
  expect(consent.current()).toEqual({ state: 'denied', source: 'call' });
  expect(changes.map(({ state }) => state)).toEqual(['granted', 'denied']);
  expect(states.map(({ state }) => state)).toEqual(['pending', 'pending', 'granted', 'granted', 'denied']);
});

test('before the tag starts consent is pending', () => {
  const consent = createConsent(() => {});
  expect(consent.current()).toEqual({ state: 'pending', source: 'option' });
});

for (const word of ['yes', 'Granted', '', undefined, null, true, { state: 'granted' }]) {
  test(`an unknown word changes nothing and is warned about: ${JSON.stringify(word)}`, () => {
    const { consent, states } = begin({ option: 'denied' });
    consent.say(word);
    expect(consent.current()).toEqual({ state: 'denied', source: 'option' });
    expect(states).toHaveLength(1);
    expect(browser.warned.every((each) => each.includes('is not granted, pending or denied'))).toBe(true);
  });
}

test('a withdrawal in another tab lasts until this tab hears a grant', () => {
  const { consent, changes } = begin({ option: 'granted' });
  consent.withdraw();
  expect(consent.current()).toEqual({ state: 'denied', source: 'tab' });
  consent.say('pending');
  expect(consent.current()).toEqual({ state: 'denied', source: 'tab' });
  consent.say('granted');
  expect(consent.current()).toEqual({ state: 'granted', source: 'call' });
  consent.say('pending');
  expect(consent.current()).toEqual({ state: 'pending', source: 'call' });
  expect(changes.map(({ state }) => state)).toEqual(['denied', 'granted', 'pending']);
});

test('a denial in this tab replaces the one of another tab', () => {
  const { consent } = begin({});
  consent.withdraw();
  consent.say('denied');
  expect(consent.current()).toEqual({ state: 'denied', source: 'call' });
});

test('a decision that a change causes is handled after the change', () => {
  const order: string[] = [];
  const consent = createConsent(({ state }) => order.push(`told ${state}`));
  consent.begin({ consent: 'pending', respectGpc: true, respectDnt: false }, ({ state }) => {
    order.push(`begin ${state}`);
    if (state === 'granted') consent.say('denied');
    order.push(`end ${state}`);
  });
  consent.say('granted');
  expect(order.slice(2)).toEqual([
    ...['begin granted', 'end granted', 'told granted'],
    ...['begin denied', 'end denied', 'told denied'],
  ]);
  expect(consent.current()).toEqual({ state: 'denied', source: 'call' });
});

test('a page that changes a report changes nothing', () => {
  const { consent, changes } = begin({ option: 'pending' });
  consent.say('denied');
  Object.assign(consent.current(), { state: 'granted' });
  Object.assign(changes[0] as ConsentReport, { state: 'granted' });
  expect(consent.current()).toEqual({ state: 'denied', source: 'call' });
});
