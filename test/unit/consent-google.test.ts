/** Google Consent Mode: what the data layer and Google's own state say. */

import { expect, test } from 'vitest';
import { browser, useBrowser } from '../support/unit-browser';
import { follow, gtag, provide, wait } from '../support/unit-platforms';

useBrowser();

const P = 'personalization_storage';
const A = 'analytics_storage';
type Entries = Record<string, Record<string, unknown>>;

const replayed: [what: string, entries: [action: string, values: object][], expected: string][] = [
  ['nothing', [], 'pending google'],
  ['a granted default', [['default', { [P]: 'granted' }]], 'granted google'],
  ['a denied default', [['default', { [P]: 'denied' }]], 'pending google'],
  ['a granted update', [['update', { [P]: 'granted' }]], 'granted google (decision)'],
  ['a denied update', [['update', { [P]: 'denied' }]], 'denied google (decision)'],
  ['another value', [['update', { [P]: 'Granted' }]], 'denied google (decision)'],
  ['true', [['update', { [P]: true }]], 'denied google (decision)'],
  [
    'the last update',
    [
      ['update', { [P]: 'granted' }],
      ['update', { [P]: 'denied' }],
    ],
    'denied google (decision)',
  ],
  [
    'an update after a default',
    [
      ['default', { [P]: 'granted' }],
      ['update', { [P]: 'denied' }],
    ],
    'denied google (decision)',
  ],
  [
    'a default after the update',
    [
      ['update', { [P]: 'granted' }],
      ['default', { [P]: 'denied' }],
    ],
    'granted google (decision)',
  ],
  ['the second type alone', [['update', { [A]: 'granted' }]], 'granted google (decision)'],
  [
    'the first type of two',
    [
      ['default', { [P]: 'denied', [A]: 'granted' }],
      ['update', { [A]: 'granted' }],
    ],
    'pending google',
  ],
  ['other types', [['update', { ad_storage: 'granted', ad_user_data: 'granted' }]], 'pending google'],
  ['a default of a region', [['default', { [P]: 'granted', region: ['US'] }]], 'pending google'],
  [
    'a default of a region and one of all',
    [
      ['default', { [P]: 'granted' }],
      ['default', { [P]: 'denied', region: ['DE'] }],
    ],
    'pending google',
  ],
  [
    'an update after a default of a region',
    [
      ['default', { [P]: 'denied', region: ['DE'] }],
      ['update', { [P]: 'granted' }],
    ],
    'granted google (decision)',
  ],
];
for (const [what, entries, expected] of replayed) {
  test(`in the layer, ${what}: ${expected}`, async () => {
    provide(
      'dataLayer',
      entries.map(([action, values]) => gtag('consent', action, values)),
    );
    const before = await follow('google');
    expect(before.said).toEqual([expected]);
    before.stop();
    provide('dataLayer', []);
    const { now } = await follow('google');
    for (const entry of entries) Reflect.get(globalThis, 'dataLayer').push(gtag('consent', ...entry));
    expect(await now()).toBe(expected);
  });
}

test('a default that waits for an update counts when its time is over', async () => {
  provide('dataLayer', [gtag('consent', 'default', { [P]: 'granted', wait_for_update: 500 })]);
  const { said } = await follow('google');
  await wait(450);
  expect(said).toEqual(['pending google']);
  await wait(100);
  expect(said).toEqual(['pending google', 'granted google']);
});

test('an update ends the wait', async () => {
  provide('dataLayer', [gtag('consent', 'default', { [P]: 'granted', wait_for_update: 500 })]);
  const { said, now } = await follow('google');
  Reflect.get(globalThis, 'dataLayer').push(gtag('consent', 'update', { [P]: 'denied' }));
  expect(await now()).toBe('denied google (decision)');
  await wait(1000);
  expect(said).toHaveLength(2);
});

const kept: [what: string, entries: Entries, expected: string][] = [
  ['an update', { [P]: { default: false, update: true } }, 'granted google (decision)'],
  ['a denied update', { [P]: { default: true, update: false } }, 'denied google (decision)'],
  ['a granted default', { [P]: { default: true } }, 'granted google'],
  ['a denied default', { [P]: { default: false } }, 'pending google'],
  ['a quiet default', { [P]: { default: true, quiet: true } }, 'pending google'],
  ['a declared state', { [P]: { declare: true } }, 'granted google'],
  ['a text', { [P]: { update: 'granted' } }, 'denied google (decision)'],
  ['the second type', { [A]: { update: true } }, 'granted google (decision)'],
  ['no type of the list', { ad_storage: { update: true } }, 'pending google'],
];
for (const [what, entries, expected] of kept) {
  test(`in the state of Google's script, ${what}: ${expected}`, async () => {
    const getConsentState = () => {
      throw new TypeError('usedContainerScopedDefaults');
    };
    provide('google_tag_data', { ics: { entries, getConsentState, addListener() {} } });
    expect((await follow('google')).said.at(-1)).toBe(expected);
  });
}

test("Google's script places the visitor for defaults of regions", async () => {
  provide('dataLayer', [
    gtag('consent', 'default', { [P]: 'granted' }),
    gtag('consent', 'default', { [P]: 'denied', region: ['DE'] }),
  ]);
  const { said, now } = await follow('google');
  provide('google_tag_data', { ics: { entries: { [P]: { default: true } } } });
  await wait(60);
  expect(await now()).toBe('granted google');
  expect(said).toEqual(['pending google', 'granted google']);
});

test("what changes later in Google's script alone is noticed", async () => {
  const entries: Entries = { [P]: { default: false } };
  const listeners: (() => void)[] = [];
  const types: unknown[] = [];
  const { said } = await follow({ google: [P] });
  const addListener = (asked: unknown, fn: () => void) => {
    types.push(asked);
    listeners.push(fn);
  };
  provide('google_tag_data', { ics: { entries, addListener } });
  await wait(60);
  for (const update of [true, true, false, true]) {
    entries[P] = { default: false, update };
    for (const fn of listeners) fn();
    await wait(0);
  }
  expect(types).toEqual([[P]]);
  expect(said).toEqual([
    ...[
      'pending google',
      'granted google (decision)',
      'denied google (decision)',
      'granted google (decision)',
    ],
  ]);
});

test('an update in the layer counts before the script has read it, and after', async () => {
  const entries: Entries = { [P]: { update: true } };
  provide('google_tag_data', { ics: { entries } });
  provide('dataLayer', []);
  const { now } = await follow('google');
  Reflect.get(globalThis, 'dataLayer').push(gtag('consent', 'update', { [P]: 'denied' }));
  expect(await now()).toBe('denied google (decision)');
  entries[P] = { update: false };
  Reflect.get(globalThis, 'dataLayer').push({ event: 'any' });
  expect(await now()).toBe('denied google (decision)');
});

test('a layer that is created or replaced later, of the name of option dataLayer', async () => {
  const { now } = await follow('google', { name: 'ownLayer' });
  provide('ownLayer', [gtag('consent', 'update', { [P]: 'granted' })]);
  await wait(60);
  expect(await now()).toBe('granted google (decision)');
  Reflect.set(globalThis, 'ownLayer', [gtag('consent', 'update', { [P]: 'denied' })]);
  expect(await now()).toBe('denied google (decision)');
  Reflect.get(globalThis, 'ownLayer').push(gtag('consent', 'update', { [P]: 'granted' }));
  expect(await now()).toBe('granted google (decision)');
});

test('entries, getters and listeners that throw give no consent, and do not reach the page', async () => {
  const layer: unknown[] = [
    null,
    7,
    gtag('consent', 'update', null),
    {
      get 0() {
        throw new Error('hostile');
      },
    },
  ];
  provide('dataLayer', layer);
  provide('google_tag_data', {
    get ics() {
      throw new Error('hostile');
    },
  });
  const { now } = await follow('google');
  expect(layer.push(gtag('consent', 'update', { [P]: 'granted' }))).toBe(5);
  expect(await now()).toBe('pending google');
  expect(browser.warned).toEqual([]);
});

test('after stop the layer has its own push, and nothing is reported', async () => {
  const layer: unknown[] = [];
  provide('dataLayer', layer);
  const { said, stop } = await follow('google');
  stop();
  layer.push(gtag('consent', 'update', { [P]: 'granted' }));
  await wait(2000);
  expect(said).toEqual(['pending google']);
  expect(layer.push).toBe(Array.prototype.push);
});
