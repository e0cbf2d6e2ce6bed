/** Options that are groups: on, off, in part or as a short form; and the limits of their numbers. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseOptions } from '../../src/api/config';
import { define } from '../support/unit-browser';
import { POOL } from '../support/unit-page';

const before = Object.getOwnPropertyDescriptor(globalThis, 'location');
beforeEach(() => define('location', { value: { href: 'https://shop.example/a/page' } }));
afterEach(() => {
  if (before) Object.defineProperty(globalThis, 'location', before);
  else Reflect.deleteProperty(globalThis, 'location');
});

function parse(options: Record<string, unknown>) {
  const warnings: string[] = [];
  const config = parseOptions({ trackingId: 'tracker', identityPoolId: POOL, ...options }, (message) =>
    warnings.push(message),
  );
  if (!config) throw new Error(`the tag is off: ${warnings}`);
  return { config, warnings };
}

const SEEN = { ratio: 0.5, ms: 1000, eventType: undefined };

for (const [given, impressions] of [
  [true, SEEN],
  ['true', SEEN],
  ['', SEEN],
  [undefined, SEEN],
  [{}, SEEN],
  [false, false],
  ['false', false],
  [
    { ratio: 1, eventType: 'Seen' },
    { ratio: 1, ms: 1000, eventType: 'Seen' },
  ],
  [{ ms: '0' }, { ...SEEN, ms: 0 }],
] as const) {
  test(`impressions ${JSON.stringify(given)} become ${JSON.stringify(impressions)}, without a warning`, () => {
    const { config, warnings } = parse({ impressions: given });
    expect([config.impressions, warnings]).toEqual([impressions, []]);
  });
}

for (const given of ['often', 7, 0]) {
  test(`impressions ${JSON.stringify(given)} are invalid: the default is used, with a warning`, () => {
    const { config, warnings } = parse({ impressions: given });
    expect(config.impressions).toEqual(SEEN);
    expect(warnings).toEqual([`option impressions: ${JSON.stringify(given)} cannot be used, true was used`]);
  });
}

for (const [given, dataLayer] of [
  [undefined, false],
  [false, false],
  [true, { name: 'dataLayer', events: {} }],
  ['', { name: 'dataLayer', events: {} }],
  ['gtmLayer', { name: 'gtmLayer', events: {} }],
  [
    { name: 'own', events: { view_item: false } },
    { name: 'own', events: { view_item: false } },
  ],
  [{ events: { select_item: 'Pick' } }, { name: 'dataLayer', events: { select_item: 'Pick' } }],
] as const) {
  test(`dataLayer ${JSON.stringify(given)} becomes ${JSON.stringify(dataLayer)}, without a warning`, () => {
    const { config, warnings } = parse({ dataLayer: given });
    expect([config.dataLayer, warnings]).toEqual([dataLayer, []]);
  });
}

test('a data layer with a text as its events has the default events, with a warning', () => {
  const { config, warnings } = parse({ dataLayer: { events: 'none' } });
  expect(config.dataLayer).toEqual({ name: 'dataLayer', events: {} });
  expect(warnings).toEqual(['option dataLayer.events: "none" cannot be used, {} was used']);
});

for (const [path, least, most, fallback] of [
  ['flush.batch', 1, 10, 10],
  ['flush.delayMs', 0, undefined, 1000],
  ['store.maxEvents', 1, undefined, 5000],
  ['store.maxAgeDays', 0.01, undefined, 13],
  ['session.idleMinutes', 0.01, undefined, 30],
  ['session.maxHours', 0.01, undefined, 24],
  ['impressions.ratio', 0.01, 1, 0.5],
  ['impressions.ms', 0, undefined, 1000],
] as const) {
  const [group = '', name = ''] = path.split('.');
  const read = (value: unknown) => {
    const { config, warnings } = parse({ [group]: { [name]: value } });
    return [(config as never as Record<string, Record<string, unknown>>)[group]?.[name], warnings];
  };

  test(`${path} is at least ${least}${most ? ` and at most ${most}` : ''}`, () => {
    expect(read(least)).toEqual([least, []]);
    if (most) expect(read(most)).toEqual([most, []]);
    for (const wrong of [least - 0.001, ...(most ? [most + 0.001] : []), 'many', null === undefined])
      expect(read(wrong)).toEqual([
        fallback,
        [
          `option ${path}: ${typeof wrong === 'string' ? `"${wrong}"` : wrong} cannot be used, ${fallback} was used`,
        ],
      ]);
  });
}

for (const given of [null, undefined]) {
  test(`a group that is ${given} has its defaults, without a warning`, () => {
    const { config, warnings } = parse({ session: given, flush: given });
    expect([config.session, config.flush, warnings]).toEqual([
      { idleMinutes: 30, maxHours: 24 },
      { delayMs: 1000, batch: 10 },
      [],
    ]);
  });
}

test('one endpoint is used for all services, and each service may have its own', () => {
  const all = 'https://proxy.example/aws';
  expect(parse({ endpoint: all })).toMatchObject({
    config: { endpoint: { events: all, runtime: all, cognito: all } },
    warnings: [],
  });
  expect(parse({ endpoint: { events: '/events', cognito: all } })).toMatchObject({
    config: { endpoint: { events: '/events', runtime: undefined, cognito: all } },
    warnings: [],
  });
});

test('an invalid endpoint causes a warning, and AWS is used', () => {
  for (const [given, shown] of [
    ['ftp://proxy.example', '"ftp://proxy.example"'],
    ['http://', '"http://"'],
    [7, '7'],
    [null, undefined],
  ] as const) {
    const { config, warnings } = parse({ endpoint: given });
    expect(config.endpoint).toEqual({ events: undefined, runtime: undefined, cognito: undefined });
    expect(warnings).toEqual(shown ? [`option endpoint: ${shown} cannot be used, {} was used`] : []);
  }
  const { config, warnings } = parse({ endpoint: { events: 7, other: 1 } });
  expect(config.endpoint.events).toBeUndefined();
  expect(warnings).toEqual([
    'option endpoint.other is not available: ignored',
    'option endpoint.events: 7 cannot be used, the default was used',
  ]);
});
