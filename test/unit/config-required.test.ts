/** Options without which the tag stays off: one warning says where to find the missing value. */

import { expect, test } from 'vitest';
import { parseOptions } from '../../src/api/config';

const required = { trackingId: 'tracker', identityPoolId: 'eu-west-1:1000-abcd' };
function parsed(given: unknown) {
  const warnings: string[] = [];
  return { config: parseOptions(given, (message) => warnings.push(message)), warnings };
}

const BAD: [name: string, value: unknown, problem: string][] = [
  ['trackingId', undefined, 'is missing'],
  ['trackingId', null, 'is missing'],
  ['trackingId', '', 'is missing'],
  ['trackingId', 'undefined', '"undefined" is malformed'],
  ['trackingId', {}, '[object Object] is malformed'],
  ['trackingId', 'x'.repeat(257), 'is malformed'],
  ['identityPoolId', undefined, 'is missing'],
  ['identityPoolId', '', 'is missing'],
  ['identityPoolId', '1000-abcd', '"1000-abcd" is malformed'],
  ['identityPoolId', 'eu-west-1:', '"eu-west-1:" is malformed'],
  ['identityPoolId', ':1000', '":1000" is malformed'],
  ['identityPoolId', 'eu-west-1:YOUR-POOL', '"eu-west-1:YOUR-POOL" is malformed'],
  ['identityPoolId', `eu-west-1:${'a'.repeat(46)}`, 'is malformed'],
  ['identityPoolId', {}, '[object Object] is malformed'],
];
const CONSOLE: Record<string, RegExp> = {
  trackingId: /Personalize console, "Event trackers"/,
  identityPoolId: /Cognito console, "Identity pools"/,
};

for (const [index, [name, value, problem]] of BAD.entries()) {
  test(`${index}: ${name} ${problem}: one warning says where to find it`, () => {
    const { config, warnings } = parsed({ ...required, [name]: value });
    expect(config).toBeUndefined();
    expect(warnings).toEqual([expect.stringMatching(CONSOLE[name] ?? '')]);
    expect(warnings[0]?.startsWith(`option ${name} `)).toBe(true);
    expect(warnings[0]).toContain(problem);
    expect(warnings[0]).toContain('The tag is off.');
  });
}

for (const given of [undefined, null, 'tracker', 7, [], {}]) {
  test(`options ${JSON.stringify(given)} cause a warning about the first missing option`, () => {
    const { config, warnings } = parsed(given);
    expect(config).toBeUndefined();
    expect(warnings).toEqual([expect.stringMatching(/^option trackingId is missing/)]);
  });
}

for (const consent of ['Google', 'Granted', 'granted ', 'tcf2', true, '', false, null, undefined]) {
  test(`consent ${consent} cannot be read: pending, with a warning`, () => {
    const { config, warnings } = parsed({ ...required, consent });
    expect(config?.consent).toBe('pending');
    expect(warnings).toEqual([
      expect.stringMatching(/^option consent: .* is not granted, pending or denied/),
    ]);
  });
}

for (const consent of ['granted', 'pending', 'denied', 'google', 'tcf', 'gpp', { tcf: true }])
  test(`consent ${JSON.stringify(consent)} is accepted`, () => {
    expect(parsed({ ...required, consent })).toMatchObject({ config: { consent }, warnings: [] });
  });

test('without option consent there is none, and the signals of the browser are respected by default', () => {
  expect(parsed(required).config).toMatchObject({ consent: undefined, respectGpc: true, respectDnt: false });
});

test('a bad value of refuse, botFilter or beforeSend is named', () => {
  expect(
    parsed({ ...required, refuse: { personal: 'no', names: true }, botFilter: 3, beforeSend: {} }),
  ).toEqual({
    config: expect.objectContaining({
      refuse: { placeholders: true, personal: true },
      beforeSend: undefined,
    }),
    warnings: expect.arrayContaining([
      'option refuse.names is not available: ignored',
      'option refuse.personal: "no" cannot be used, true was used',
      'option botFilter: 3 cannot be used, true was used',
      'option beforeSend: [object Object] cannot be used, the default was used',
    ]),
  });
});

test('own credentials replace a pool, and the region is then required', () => {
  const own = {
    trackingId: 'tracker',
    credentials: async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }),
  };
  expect(parsed({ ...own, region: 'eu-west-1' })).toMatchObject({
    config: { region: 'eu-west-1' },
    warnings: [],
  });
  expect(parsed(own)).toEqual({
    config: undefined,
    warnings: ['option region is missing: there is no identityPoolId to read it from. The tag is off.'],
  });
  expect(parsed({ ...own, credentials: 'AKIA' }).warnings[0]).toMatch(/^option identityPoolId is missing/);
});
