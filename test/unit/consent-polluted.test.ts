/** What a page has defined on `Object.prototype` is no answer of a platform. */

import { afterEach, expect, test } from 'vitest';
import { useBrowser } from '../support/unit-browser';
import { createGpp, createTcf, follow, gppEvent, gtag, provide, tcData } from '../support/unit-platforms';

useBrowser();

const names = new Set<string>();
const pollute = (values: object) => {
  for (const [name, value] of Object.entries(values)) {
    names.add(name);
    Object.defineProperty(Object.prototype, name, { configurable: true, writable: true, value });
  }
};
afterEach(() => {
  for (const name of names) Reflect.deleteProperty(Object.prototype, name);
});

const P = 'personalization_storage';
const grants: [what: string, values: object][] = [
  ['an answer', { google: 'granted', tcf: 'granted', gpp: 'granted' }],
  ['an answer that no consent is needed', { google: 'not needed', tcf: 'not needed', gpp: 'not needed' }],
  ['types', { [P]: 'granted', analytics_storage: 'granted', ad_storage: 'granted' }],
  ['types with states', { [P]: { update: true }, analytics_storage: { default: true } }],
  ['states', { update: true, default: true, declare: true, implicit: true }],
  ['fields of a section', { PurposeConsents: [1, 5], SaleOptOut: 2, Gpc: false }],
];

for (const [what, values] of grants) {
  test(`${what}: a page without platforms`, async () => {
    pollute(values);
    for (const platform of ['google', 'tcf', 'gpp'])
      expect((await follow(platform)).said).toEqual([`pending ${platform}`]);
  });

  test(`${what}: platforms that have not said that`, async () => {
    const [tcf, gpp] = [createTcf(), createGpp()];
    provide('__tcfapi', tcf.api);
    provide('__gpp', gpp.api);
    provide('dataLayer', [gtag('consent', 'update', { ad_user_data: 'granted' })]);
    provide('google_tag_data', { ics: { entries: { ad_user_data: { implicit: true } } } });
    pollute(values);
    for (const platform of ['google', 'tcf', 'gpp'] as const) {
      const { now } = await follow(platform);
      tcf.tell({ eventStatus: 'tcloaded' });
      gpp.tell(gppEvent([7, 2], {}));
      expect(await now()).toBe(`pending ${platform}`);
    }
  });

  test(`${what}: what the platforms say still counts`, async () => {
    const [tcf, gpp] = [createTcf(), createGpp()];
    provide('__tcfapi', tcf.api);
    provide('__gpp', gpp.api);
    provide('dataLayer', [gtag('consent', 'update', { [P]: 'denied' })]);
    pollute(values);
    for (const platform of ['google', 'tcf', 'gpp'] as const) {
      const { now } = await follow(platform);
      tcf.tell(tcData('tcloaded'));
      gpp.tell(gppEvent([7], { usnat: [{ SaleOptOut: 1 }] }));
      expect(await now()).toBe(`denied ${platform} (decision)`);
    }
  });
}
