/** IAB GPP: what the applicable sections say, in each form that platforms use. */

import { expect, test } from 'vitest';
import { useBrowser } from '../support/unit-browser';
import { createGpp, follow, gppEvent, provide, tcData, wait } from '../support/unit-platforms';

useBrowser();

const GRANTED = 'granted gpp (decision)';
const DENIED = 'denied gpp (decision)';
const core = { Version: 1, SaleOptOut: 2, SharingOptOut: 2, TargetedAdvertisingOptOut: 2 };
const gpc = (Gpc: unknown) => ({ SubsectionType: 1, Gpc });

const cases: [what: string, event: unknown, expected: string, option?: object][] = [
  ['segments without an opt-out', gppEvent([7], { usnat: [core, gpc(false)] }), GRANTED],
  [
    'a flat section without an opt-out',
    gppEvent([7], { usnat: { ...core, GpcSegmentType: 1, Gpc: false } }),
    GRANTED,
  ],
  ['an opt-out of sale', gppEvent([7], { usnat: [{ ...core, SaleOptOut: 1 }] }), DENIED],
  ['an opt-out of sharing', gppEvent([8], { usca: [{ SaleOptOut: 2, SharingOptOut: 1 }] }), DENIED],
  [
    'an opt-out of advertising, flat',
    gppEvent([9], { usva: { ...core, TargetedAdvertisingOptOut: 1 } }),
    DENIED,
  ],
  ['Gpc in its segment', gppEvent([7], { usnat: [core, gpc(true)] }), DENIED],
  ['Gpc, flat', gppEvent([10], { usco: { ...core, Gpc: true } }), DENIED],
  ['a field that does not apply', gppEvent([7], { usnat: [{ ...core, SaleOptOut: 0 }] }), GRANTED],
  ['one of two sections', gppEvent([7, 27], { usnat: [core], usri: [{ ...core, SaleOptOut: 1 }] }), DENIED],
  ['a section that does not apply', gppEvent([7], { usnat: [core], usca: [{ SaleOptOut: 1 }] }), GRANTED],
  ['no section applies', gppEvent([-1], {}), 'granted gpp'],
  ['sections that are not known yet', gppEvent([0], {}), 'pending gpp'],
  ['no sections', gppEvent([], {}), 'pending gpp'],
  ['a section that is not decoded', gppEvent([7], {}), 'pending gpp'],
  ['a section that is not decoded, beside another', gppEvent([7, 8], { usnat: [core] }), 'pending gpp'],
  ['an undecoded section beside an opt-out', gppEvent([7, 8], { usnat: [{ SaleOptOut: 1 }] }), DENIED],
  ['a section that is still a text', gppEvent([7], { usnat: 'BVVqAAAAAWA.QA' }), 'pending gpp'],
  ['an empty text', gppEvent([7], { usnat: '' }), 'pending gpp'],
  ['null', gppEvent([7], { usnat: null }), 'pending gpp'],
  ['an empty section', gppEvent([7], { usnat: {} }), 'pending gpp'],
  ['no segments', gppEvent([7], { usnat: [] }), 'pending gpp'],
  ['empty segments', gppEvent([7], { usnat: [{}, null] }), 'pending gpp'],
  ['an empty section of the EU', gppEvent([2], { tcfeuv2: [{}] }), 'pending gpp'],
  ['a section of the EU without purposes', gppEvent([2], { tcfeuv2: [{ Version: 3 }] }), 'pending gpp'],
  ['the old text, empty', gppEvent([6], { uspv1: '' }), 'pending gpp'],
  ['a section of another law', gppEvent([5], { tcfcav1: [{ Version: 1 }] }), 'pending gpp'],
  ['a section of an id that is not known', gppEvent([28], { usxx: [core] }), 'pending gpp'],
  [
    'an unknown section beside a known one',
    gppEvent([7, 28], { usnat: [core], usxx: [core] }),
    'pending gpp',
  ],
  ['an id below all', gppEvent([1], { '-': [core], undefined: [core] }), 'pending gpp'],
  ['not ready', gppEvent([7], { usnat: [core] }, 'not ready'), 'pending gpp'],
  [
    'ready when the listener is registered',
    { ...gppEvent([7], { usnat: [core] }), eventName: 'listenerRegistered' },
    GRANTED,
  ],
  [
    'own opt-outs, not set',
    gppEvent([7], { usnat: [{ ...core, SaleOptOut: 1 }] }),
    GRANTED,
    { optOuts: ['SharingOptOut'] },
  ],
  [
    'own opt-outs, set',
    gppEvent([7], { usnat: [{ ...core, PersonalDataConsents: 1 }] }),
    DENIED,
    { optOuts: ['PersonalDataConsents'] },
  ],
  ['the old text, sold', gppEvent([6], { uspv1: '1YNN' }), GRANTED],
  ['the old text, not sold', gppEvent([6], { uspv1: '1YYN' }), DENIED],
  ['the old object', gppEvent([6], { uspv1: { Version: 1, OptOutSale: 'Y' } }), DENIED],
  ['ids of the EU', gppEvent([2], { tcfeuv2: [{ PurposeConsents: [1, 6] }] }), GRANTED],
  ['too few ids of the EU', gppEvent([2], { tcfeuv2: [{ PurposeConsents: [1, 2] }] }), DENIED],
  [
    'booleans of the EU, flat',
    gppEvent([2], { tcfeuv2: { PurposeConsents: [true, false, false, false, true] } }),
    GRANTED,
  ],
  [
    'false of the EU',
    gppEvent([2], { tcfeuv2: { PurposeConsents: [true, true, true, true, false, false] } }),
    DENIED,
  ],
  ['nothing', null, 'pending gpp'],
  ['no ping', { eventName: 'error' }, 'pending gpp'],
];
for (const [what, event, expected, gpp = true] of cases) {
  test(`${what}: ${expected}`, async () => {
    const { api, tell } = createGpp();
    provide('__gpp', api);
    const { said, now } = await follow({ gpp });
    for (const _ of [1, 2]) tell(event);
    expect(await now()).toBe(expected);
    expect(said).toHaveLength(expected === 'pending gpp' ? 1 : 2);
  });
}

test('a platform that is not ready again pauses until it is', async () => {
  const { api, tell, commands } = createGpp();
  provide('__gpp', api);
  const { said, stop } = await follow('gpp');
  for (const event of [
    gppEvent([7], { usnat: [core] }),
    gppEvent([7], { usnat: [core] }, 'not ready'),
    gppEvent([7], { usnat: [{ ...core, SaleOptOut: 1 }] }, 'not ready'),
    gppEvent([7], { usnat: [{ ...core, SaleOptOut: 1 }] }),
  ]) {
    tell(event);
    await wait(0);
  }
  expect(said).toEqual(['pending gpp', GRANTED, 'pending gpp', DENIED]);
  stop();
  expect(commands).toEqual(['addEventListener', 'removeEventListener 9']);
});

test('the rule of option tcf counts for the section of the EU', async () => {
  const { api, tell } = createGpp();
  provide('__gpp', api);
  provide('__tcfapi', (_command: string, _version: number, tellTcf: (value: unknown, ok: boolean) => void) =>
    tellTcf(tcData('tcloaded', [9], [755]), true),
  );
  const { said, now } = await follow({ gpp: true, tcf: { purposes: [9], vendor: 755 } });
  tell(gppEvent([2], { tcfeuv2: [{ PurposeConsents: [9], VendorConsents: [1] }] }));
  expect(await now()).toBe(DENIED);
  tell(gppEvent([2], { tcfeuv2: [{ PurposeConsents: [9], VendorConsents: [755] }] }));
  await now();
  expect(said).toEqual(['pending gpp', DENIED, GRANTED]);
});
