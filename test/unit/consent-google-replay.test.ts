/** A data layer that is replayed has old entries: what Google's script knows since then counts more. */

import { expect, test } from 'vitest';
import { useBrowser } from '../support/unit-browser';
import { follow, gtag, provide, wait } from '../support/unit-platforms';

useBrowser();

const P = 'personalization_storage';
const update = (value: string) => gtag('consent', 'update', { [P]: value });
const layer = (): unknown[] => Reflect.get(globalThis, 'dataLayer');

/** Google's script, of which `tell` is what a template does: it changes the state without an entry in the layer. */
function provideGoogle() {
  const entries: Record<string, { update?: boolean }> = {};
  const listeners: (() => void)[] = [];
  provide('google_tag_data', {
    ics: { entries, addListener: (_: unknown, fn: () => void) => listeners.push(fn) },
  });
  return {
    tell(isGranted: boolean) {
      entries[P] = { update: isGranted };
      for (const fn of listeners) fn();
    },
  };
}

const found: [what: string, entries: unknown[]][] = [
  ['a grant', [update('granted')]],
  ['a grant after other entries', [{ event: 'gtm.js' }, gtag('js', 1), update('granted')]],
  ['a grant after a denial', [update('denied'), update('granted')]],
];
for (const [what, entries] of found) {
  test(`a denial that the script has is newer than ${what} in the layer that is found`, async () => {
    provide('dataLayer', entries);
    provideGoogle().tell(false);
    const { said, now } = await follow('google');
    expect(await now()).toBe('denied google (decision)');
    expect(said).toHaveLength(1);
  });

  test(`a denial that the script has is newer than ${what} in a layer that is created later`, async () => {
    const { said, now } = await follow('google');
    provide('dataLayer', entries);
    provideGoogle().tell(false);
    await wait(60);
    expect(await now()).toBe('denied google (decision)');
    expect(said).toEqual(['pending google', 'denied google (decision)']);
  });
}

test('a layer that is replaced by a copy says nothing again', async () => {
  provide('dataLayer', [{ event: 'gtm.js' }, update('granted')]);
  const { tell } = provideGoogle();
  const { said, now } = await follow('google');
  tell(false);
  expect(await now()).toBe('denied google (decision)');
  Reflect.set(globalThis, 'dataLayer', [...layer()]);
  await wait(2000);
  expect(said).toEqual(['granted google (decision)', 'denied google (decision)']);
  layer().push(update('granted'));
  expect(await now()).toBe('granted google (decision)');
});
