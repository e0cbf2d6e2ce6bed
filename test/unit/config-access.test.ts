/** Where credentials come from, which options they require, and what is on by default. */

import { expect, test } from 'vitest';
import { parseOptions } from '../../src/api/config';
import { POOL } from '../support/unit-page';

const own = async () => ({ accessKeyId: 'key', secretAccessKey: 'secret' });

function parse(options: unknown) {
  const warnings: string[] = [];
  return { config: parseOptions(options, (message) => warnings.push(message)), warnings };
}

test('a pool, or credentials with a region, are enough', () => {
  expect(parse({ trackingId: 't', identityPoolId: POOL })).toMatchObject({
    config: { region: 'us-east-1', credentials: undefined },
    warnings: [],
  });
  expect(parse({ trackingId: 't', credentials: own, region: 'eu-west-1' })).toMatchObject({
    config: { region: 'eu-west-1', credentials: own },
    warnings: [],
  });
});

test('the given region takes precedence over that of the pool', () => {
  expect(parse({ trackingId: 't', identityPoolId: POOL, region: 'eu-west-1' }).config?.region).toBe(
    'eu-west-1',
  );
});

test('credentials without a region are not enough', () => {
  expect(parse({ trackingId: 't', credentials: own })).toEqual({
    config: undefined,
    warnings: ['option region is missing: there is no identityPoolId to read it from. The tag is off.'],
  });
});

test('credentials that are not a function do not replace a pool', () => {
  expect(parse({ trackingId: 't', credentials: {}, region: 'eu-west-1' })).toEqual({
    config: undefined,
    warnings: ['option identityPoolId is missing: see Cognito console, "Identity pools". The tag is off.'],
  });
});

test('a malformed pool causes a warning also where there are credentials', () => {
  const wrong = parse({ trackingId: 't', identityPoolId: 'pool', credentials: own, region: 'eu-west-1' });
  expect(wrong).toEqual({
    config: undefined,
    warnings: [
      'option identityPoolId "pool" is malformed: see Cognito console, "Identity pools". The tag is off.',
    ],
  });
});

test('credentials do not replace the tracker', () => {
  expect(parse({ credentials: own, region: 'eu-west-1' })).toEqual({
    config: undefined,
    warnings: ['option trackingId is missing: see Personalize console, "Event trackers". The tag is off.'],
  });
});

for (const options of [undefined, null, 'text', 7, () => {}]) {
  test(`options that are ${options} are treated as missing`, () => {
    expect(parse(options)).toEqual({
      config: undefined,
      warnings: ['option trackingId is missing: see Personalize console, "Event trackers". The tag is off.'],
    });
  });
}

test('logins are a map or a function', () => {
  const required = { trackingId: 't', identityPoolId: POOL };
  const map = { 'accounts.google.com': 'token' };
  const fn = () => map;
  expect(parse({ ...required, logins: map }).config?.logins).toBe(map);
  expect(parse({ ...required, logins: fn }).config?.logins).toBe(fn);
  expect(parse({ ...required, logins: 'token' })).toMatchObject({
    config: { logins: undefined },
    warnings: ['option logins: "token" cannot be used, the default was used'],
  });
});

test('by default clicks and media are observed and nothing is logged', () => {
  const required = { trackingId: 't', identityPoolId: POOL };
  expect(parse(required).config).toMatchObject({ clicks: true, media: true, debug: false });
  expect(parse({ ...required, clicks: 'false', media: false, debug: '' }).config).toMatchObject({
    clicks: false,
    media: false,
    debug: true,
  });
});

test('datasets are named by their ARN, and another text is ignored', () => {
  const required = { trackingId: 't', identityPoolId: POOL };
  const arn = 'arn:aws-cn:personalize:cn-north-1:1:dataset/d/USERS';
  expect(parse({ ...required, usersDatasetArn: arn, itemsDatasetArn: 'd/ITEMS' })).toMatchObject({
    config: { usersDatasetArn: arn, itemsDatasetArn: undefined },
    warnings: ['option itemsDatasetArn: "d/ITEMS" cannot be used, the default was used'],
  });
});

test('an unknown option causes a warning unless its value is false or empty', () => {
  const options = {
    trackingId: 't',
    identityPoolId: POOL,
    colour: 'red',
    sound: false,
    smell: null,
    taste: undefined,
  };
  expect(parse(options).warnings).toEqual(['option colour is not available: ignored']);
});
