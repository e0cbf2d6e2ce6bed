/** Where credentials come from, which of the options is required for it, and what is on unless it is turned off. */

import { expect, test } from 'vitest';
import { parseOptions } from '../../src/api/config';
import { POOL } from '../support/unit-page';

const own = async () => ({ accessKeyId: 'key', secretAccessKey: 'secret' });

function parse(options: unknown) {
  const said: string[] = [];
  return { config: parseOptions(options, (message) => said.push(message)), said };
}

test('a pool or credentials with a region are enough', () => {
  expect(parse({ trackingId: 't', identityPoolId: POOL })).toMatchObject({
    config: { region: 'us-east-1', credentials: undefined },
    said: [],
  });
  expect(parse({ trackingId: 't', credentials: own, region: 'eu-west-1' })).toMatchObject({
    config: { region: 'eu-west-1', credentials: own },
    said: [],
  });
});

test('the region that is given goes before that of the pool', () => {
  expect(parse({ trackingId: 't', identityPoolId: POOL, region: 'eu-west-1' }).config?.region).toBe(
    'eu-west-1',
  );
});

test('credentials without a region are not enough', () => {
  expect(parse({ trackingId: 't', credentials: own })).toEqual({
    config: undefined,
    said: ['option region is missing: there is no identityPoolId to read it from. The tag is off.'],
  });
});

test('credentials that are no function do not stand for a pool', () => {
  expect(parse({ trackingId: 't', credentials: {}, region: 'eu-west-1' })).toEqual({
    config: undefined,
    said: ['option identityPoolId is missing: see Cognito console, "Identity pools". The tag is off.'],
  });
});

test('a pool that is malformed is said also where there are credentials', () => {
  const wrong = parse({ trackingId: 't', identityPoolId: 'pool', credentials: own, region: 'eu-west-1' });
  expect(wrong).toEqual({
    config: undefined,
    said: [
      'option identityPoolId "pool" is malformed: see Cognito console, "Identity pools". The tag is off.',
    ],
  });
});

test('credentials do not stand for the tracker', () => {
  expect(parse({ credentials: own, region: 'eu-west-1' })).toEqual({
    config: undefined,
    said: ['option trackingId is missing: see Personalize console, "Event trackers". The tag is off.'],
  });
});

for (const options of [undefined, null, 'text', 7, () => {}]) {
  test(`options that are ${options} are as if there were none`, () => {
    expect(parse(options)).toEqual({
      config: undefined,
      said: ['option trackingId is missing: see Personalize console, "Event trackers". The tag is off.'],
    });
  });
}

test('logins are a map or a function, and nothing else', () => {
  const required = { trackingId: 't', identityPoolId: POOL };
  const map = { 'accounts.google.com': 'token' };
  const fn = () => map;
  expect(parse({ ...required, logins: map }).config?.logins).toBe(map);
  expect(parse({ ...required, logins: fn }).config?.logins).toBe(fn);
  expect(parse({ ...required, logins: 'token' })).toMatchObject({
    config: { logins: undefined },
    said: ['option logins: "token" cannot be used, the default was used'],
  });
});

test('clicks and media are observed and nothing is logged, unless it is said otherwise', () => {
  const required = { trackingId: 't', identityPoolId: POOL };
  expect(parse(required).config).toMatchObject({ clicks: true, media: true, debug: false });
  expect(parse({ ...required, clicks: 'false', media: false, debug: '' }).config).toMatchObject({
    clicks: false,
    media: false,
    debug: true,
  });
});

test('datasets are named by their ARN, and another text is none', () => {
  const required = { trackingId: 't', identityPoolId: POOL };
  const arn = 'arn:aws-cn:personalize:cn-north-1:1:dataset/d/USERS';
  expect(parse({ ...required, usersDatasetArn: arn, itemsDatasetArn: 'd/ITEMS' })).toMatchObject({
    config: { usersDatasetArn: arn, itemsDatasetArn: undefined },
    said: ['option itemsDatasetArn: "d/ITEMS" cannot be used, the default was used'],
  });
});

test('a wish for privacy that is not understood turns the tag off, one that is granted does not', () => {
  const required = { trackingId: 't', identityPoolId: POOL };
  expect(parse({ ...required, consent: 'granted' })).toMatchObject({ config: {}, said: [] });
  for (const consent of ['denied', false, null])
    expect(parse({ ...required, consent }).config).toBeUndefined();
});

test('an option that is not known is said, unless it is off or nothing', () => {
  const options = {
    trackingId: 't',
    identityPoolId: POOL,
    colour: 'red',
    sound: false,
    smell: null,
    taste: undefined,
  };
  expect(parse(options).said).toEqual(['option colour is not available: ignored']);
});
