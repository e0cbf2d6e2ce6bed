/**
 * How options are parsed: their accepted forms, their defaults, and one warning per mistake that names the value used
 * instead.
 */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Config, parseOptions } from '../../src/api/config';

const required = { trackingId: 'tracker', identityPoolId: 'eu-west-1:1000-abcd' };

const DEFAULT = {
  ...required,
  region: 'eu-west-1',
  endpoint: {},
  userId: undefined,
  clicks: true,
  session: { idleMinutes: 30, maxHours: 24 },
  flush: { delayMs: 1000, batch: 10 },
  attributePrefix: 'data-personalize',
  debug: false,
  transportUrl: undefined,
};

function parsed(given: unknown) {
  const warnings: string[] = [];
  return { config: parseOptions(given, (message) => warnings.push(message)), warnings };
}

let before: Location;
beforeAll(() => {
  before = globalThis.location;
  globalThis.location = { href: 'https://shop.example/a/' } as Location;
});
afterAll(() => {
  globalThis.location = before;
});

test('with the required options alone the rest are the defaults, without a warning', () => {
  expect(parsed(required)).toMatchObject({ config: DEFAULT, warnings: [] });
});

const GOOD: [title: string, options: object, made: Partial<Config>][] = [
  ['region', { region: 'us-east-1' }, { region: 'us-east-1' }],
  ['userId', { userId: 'anna' }, { userId: 'anna' }],
  ['a placeholder as userId, which identify checks', { userId: 'null' }, { userId: 'null' }],
  ['clicks', { clicks: false }, { clicks: false }],
  ['debug', { debug: true }, { debug: true }],
  ['prefix', { attributePrefix: 'data-p13n' }, { attributePrefix: 'data-p13n' }],
  [
    'session',
    { session: { idleMinutes: 5 } },
    { session: { idleMinutes: 5, maxHours: 24, cookieDomain: undefined, id: undefined } },
  ],
  ['flush', { flush: { delayMs: 0, batch: 1 } }, { flush: { delayMs: 0, batch: 1 } }],
  ['transportUrl', { transportUrl: '/assets' }, { transportUrl: '/assets' }],
  [
    'one endpoint',
    { endpoint: 'http://localhost:4599' },
    {
      endpoint: {
        events: 'http://localhost:4599',
        runtime: 'http://localhost:4599',
        cognito: 'http://localhost:4599',
      },
    },
  ],
  ['one of three', { endpoint: { events: '/events' } }, { endpoint: { events: '/events' } }],
  ['texts of a script tag', { clicks: 'false', debug: '' }, { clicks: false, debug: true }],
  ['more texts of a script tag', { clicks: 'true', debug: 'false' }, { clicks: true, debug: false }],
  ['numbers as text', { flush: { delayMs: '50', batch: '5' } }, { flush: { delayMs: 50, batch: 5 } }],
  ['undefined and null', { clicks: undefined, flush: null, endpoint: null, userId: null }, {}],
];

for (const [title, options, made] of GOOD) {
  test(`${title}: accepted without a warning`, () => {
    expect(parsed({ ...required, ...options })).toEqual({
      config: { ...parsed(required).config, ...made },
      warnings: [],
    });
  });
}

const BAD: [options: object, path: string, shown: string][] = [
  [{ region: '' }, 'region', '""'],
  [{ region: 7 }, 'region', '7'],
  [{ clicks: 'yes' }, 'clicks', '"yes" cannot be used, true was used'],
  [{ clicks: 0 }, 'clicks', '0 cannot be used, true was used'],
  [{ debug: 1 }, 'debug', '1 cannot be used, false was used'],
  [{ attributePrefix: 'p13n' }, 'attributePrefix', '"p13n" cannot be used, "data-personalize" was used'],
  [{ transportUrl: 'http://[' }, 'transportUrl', '"http://["'],
  [{ transportUrl: 'javascript:1' }, 'transportUrl', '"javascript:1"'],
  [{ endpoint: 'http://[' }, 'endpoint', '"http://["'],
  [{ endpoint: { events: 'http://[' } }, 'endpoint', '"http://["'],
  [{ session: 30 }, 'session', '30'],
  [{ session: { idleMinutes: 0 } }, 'session.idleMinutes', '0 cannot be used, 30 was used'],
  [{ session: { maxHours: Infinity } }, 'session.maxHours', 'Infinity cannot be used, 24 was used'],
  [{ session: { colour: 'x' } }, 'session.colour', 'ignored'],
  [{ flush: { delayMs: -1 } }, 'flush.delayMs', '-1 cannot be used, 1000 was used'],
  [{ flush: { batch: NaN } }, 'flush.batch', 'NaN cannot be used, 10 was used'],
  [{ flush: { batch: '' } }, 'flush.batch', '"" cannot be used, 10 was used'],
  [{ flush: { batch: true } }, 'flush.batch', 'true cannot be used, 10 was used'],
  [{ colour: 'red' }, 'colour', 'is not available: ignored'],
  [{ trackingID: 'x' }, 'trackingID', 'is not available: ignored'],
];

for (const [options, path, shown] of BAD) {
  test(`bad ${JSON.stringify(options)}: the default, and one warning that names ${path}`, () => {
    const { config, warnings } = parsed({ ...required, ...options });
    expect(config).toEqual(parsed(required).config);
    expect(warnings).toEqual([expect.stringContaining(shown)]);
    expect(warnings[0]).toMatch(new RegExp(`^option ${path}\\b`));
  });
}

test('a bad option does not affect other options', () => {
  const { config, warnings } = parsed({
    ...required,
    clicks: 'no',
    debug: true,
    flush: { delayMs: {}, batch: 5 },
  });
  expect(config).toEqual({ ...parsed(required).config, debug: true, flush: { delayMs: 1000, batch: 5 } });
  expect(warnings).toEqual([
    'option clicks: "no" cannot be used, true was used',
    'option flush.delayMs: [object Object] cannot be used, 1000 was used',
  ]);
});
