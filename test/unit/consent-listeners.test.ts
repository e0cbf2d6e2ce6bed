/** What listeners of `on('consent')` do does not end the handling of consent. */

import { expect, test } from 'vitest';
import { createConsent } from '../../src/consent/consent';
import { browser, useBrowser } from '../support/unit-browser';

useBrowser();

test('a listener that throws does not end the handling of consent', () => {
  const told: string[] = [];
  const states: string[] = [];
  const consent = createConsent(({ state, source }) => {
    told.push(`${state} ${source}`);
    throw new Error('of the page');
  });
  consent.begin({ consent: 'pending', respectGpc: true, respectDnt: false }, ({ state }) =>
    states.push(state),
  );
  expect(() => consent.say('granted')).not.toThrow();
  consent.follow({ state: 'denied', source: 'tcf' }, true);
  consent.say('denied');
  consent.say('granted');
  consent.withdraw();
  expect(told).toEqual(['granted call', 'denied call', 'granted call', 'denied tab']);
  expect(states).toEqual(['pending', 'granted', 'granted', 'denied', 'granted', 'denied']);
  expect(consent.current()).toEqual({ state: 'denied', source: 'tab' });
  expect(browser.warned.join()).toContain('unexpected: of the page');
});

test('what reacts to a state can throw, and the next state is handled', () => {
  const states: string[] = [];
  const consent = createConsent(() => {});
  consent.begin({ consent: 'pending', respectGpc: true, respectDnt: false }, ({ state }) => {
    states.push(state);
    throw new Error('of a reaction');
  });
  consent.say('granted');
  consent.say('denied');
  expect(states).toEqual(['pending', 'granted', 'denied']);
});

test('a listener that answers each change by another one ends', () => {
  let told = 0;
  const states: string[] = [];
  const consent = createConsent(({ state }) => {
    // Bounded, so that the test ends without the limit too.
    if (++told < 1000) consent.say(state === 'granted' ? 'denied' : 'granted');
  });
  consent.begin({ consent: 'pending', respectGpc: true, respectDnt: false }, ({ state }) =>
    states.push(state),
  );
  consent.say('granted');
  expect(told).toBe(99);
  expect(consent.current().state).toBe(states.at(-1));
});
