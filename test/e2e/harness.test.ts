/** Tests the test harness: the assumptions of the other tests hold in every engine. */
import { findHarm } from '../support/harm';
import { expect, test } from '../support/test';

declare global {
  interface Window {
    seen: { type: string; trusted: boolean; button?: number; control?: boolean; key?: string; id: string }[];
  }
  const seen: Window['seen'];
  const store: (
    mode: IDBTransactionMode,
    use: (rows: IDBObjectStore) => IDBRequest,
  ) => Promise<string | undefined>;
}

test('clicks are trusted events', async ({ visitor }) => {
  await visitor.open('/harness.html');
  await visitor.click('#button');
  await visitor.click('#button', { modifiers: ['Control'] });
  const clicks = await visitor.evaluate(() => seen.filter(({ type }) => type === 'click'));
  expect(clicks).toEqual([
    expect.objectContaining({ trusted: true, button: 0, control: false, id: 'button' }),
    expect.objectContaining({ trusted: true, button: 0, control: true, id: 'button' }),
  ]);
});

test('a click reaches into nested shadow roots', async ({ visitor }) => {
  await visitor.open('/harness.html');
  await visitor.click('x-outer >>> x-inner >>> #deep');
  expect(await visitor.evaluate(() => seen.map(({ id }) => id))).toEqual(['deep']);
});

test('a click below the fold scrolls there first', async ({ visitor }) => {
  await visitor.open('/harness.html');
  await visitor.click('#below');
  expect(await visitor.evaluate(() => seen.at(-1)?.id)).toBe('below');
});

test('the middle button opens a background tab', async ({ visitor }) => {
  await visitor.open('/harness.html');
  await visitor.click('#link', { button: 'middle' });
  await visitor.waitForTabs(2);
  expect(await visitor.evaluate(() => seen)).toEqual([
    expect.objectContaining({ type: 'auxclick', trusted: true, button: 1, id: 'link' }),
  ]);
  expect(await visitor.evaluate(() => document.visibilityState)).toBe('visible');
  await visitor.useTab(1);
  await visitor.waitForUrl('?next');
});

test('a link with a target opens a foreground tab', async ({ visitor }) => {
  await visitor.open('/harness.html');
  await visitor.click('#blank');
  await visitor.waitForTabs(2);
  await visitor.waitFor(() => document.visibilityState === 'hidden');
  await visitor.useTab(1);
  await visitor.waitForUrl('?blank');
});

test('Enter activates a link', async ({ visitor }) => {
  await visitor.open('/harness.html');
  await visitor.focus('#link');
  await visitor.press('Enter');
  await visitor.waitForUrl('?next');
});

test('a key press carries its modifiers', async ({ visitor }) => {
  await visitor.open('/harness.html');
  await visitor.focus('x-outer >>> x-inner >>> #deep');
  await visitor.press('Control+ArrowLeft');
  const keys = await visitor.evaluate(() => seen);
  expect(keys.at(-1)).toMatchObject({ trusted: true, key: 'ArrowLeft', control: true, id: 'deep' });
});

test('the wheel scrolls', async ({ visitor }) => {
  await visitor.open('/harness.html');
  await visitor.wheel({ y: 400 });
  await visitor.waitFor(() => scrollY > 300);
  expect(await visitor.evaluate(() => seen.every(({ type, trusted }) => type === 'wheel' && trusted))).toBe(
    true,
  );
});

test('a foreground tab hides the tab behind it', async ({ visitor }) => {
  await visitor.open('/harness.html?first');
  await visitor.newTab('/harness.html?second');
  expect(await visitor.evaluate(() => document.visibilityState)).toBe('visible');
  await visitor.useTab(0);
  await visitor.waitFor(() => document.visibilityState === 'hidden');
  await visitor.show();
  await visitor.useTab(1);
  await visitor.waitFor(() => document.visibilityState === 'hidden');
});

test('reload, cross-site navigation and back work', async ({ visitor, site }) => {
  await visitor.open('/harness.html');
  await visitor.click('#button');
  await visitor.reload();
  expect(await visitor.evaluate(() => seen.length)).toBe(0);
  await visitor.click('#far');
  await visitor.waitForUrl(`${site.crossSiteUrl}/harness.html?far`);
  await visitor.back();
  await visitor.waitForUrl(`${site.url}/harness.html`);
});

test('closing a tab fires pagehide', async ({ visitor, site }) => {
  await visitor.open('/harness.html?closed');
  await visitor.closeTab();
  await site.until(() => site.occurrences.includes('pagehide ?closed'), 'the record of pagehide');
  await visitor.open('/harness.html?again');
});

test.describe('power cut', () => {
  test.use({ ownBrowser: true });

  test('stored data survives a kill, and pagehide never fires', async ({ visitor, site }) => {
    await visitor.open('/harness.html');
    await visitor.evaluate(() => store('readwrite', (rows) => rows.put('kept', 'key')));
    await visitor.kill();
    await visitor.restart();
    await visitor.open('/harness.html');
    expect(await visitor.evaluate(() => store('readonly', (rows) => rows.get('key')))).toBe('kept');
    expect(site.occurrences).toEqual([]);
  });
});

test('each test starts with empty storage', async ({ visitor }) => {
  await visitor.open('/harness.html');
  const left = () => localStorage.length + document.cookie.length;
  expect(await visitor.evaluate(left)).toBe(0);
  await visitor.evaluate(() => {
    localStorage.setItem('left', 'behind');
    // biome-ignore lint/suspicious/noDocumentCookie: Firefox and WebKit have no cookieStore.
    document.cookie = 'left=behind';
  });
});

test('the console is recorded, with uncaught errors', async ({ visitor }) => {
  visitor.allow(/of no consequence/);
  await visitor.open('/harness.html');
  await visitor.evaluate(() => {
    console.warn('[personalize] a warning\nin two lines');
    setTimeout(() => {
      throw new Error('thrown of no consequence');
    });
    void Promise.reject(new Error('rejected of no consequence'));
  });
  const texts = () => visitor.console().map(({ level, text }) => `${level} ${text}`);
  await expect.poll(() => texts().filter((text) => text.startsWith('error')).length).toBe(2);
  expect(texts()).toContain('warn [personalize] a warning\nin two lines');
});

test('a failed request is logged by the engine and does not count as harm', async ({ visitor, aws }) => {
  await visitor.open('/harness.html');
  aws.faults({ operation: 'PutEvents', cors: false }, { operation: 'PutEvents', status: 500 });
  const ask = (url: string) =>
    fetch(`${url}/events`, { method: 'POST' }).then(
      ({ status }) => status,
      () => 'no answer',
    );
  expect(await visitor.evaluate(ask, aws.url)).toBe('no answer');
  expect(await visitor.evaluate(ask, aws.url)).toBe(500);
  await aws.down();
  expect(await visitor.evaluate(ask, aws.url)).toBe('no answer');
  await aws.up();
  expect(await visitor.evaluate(ask, aws.url)).toBe(403);
  expect(aws.requests('PutEvents').map(({ status }) => status)).toEqual([403, 500, 403]);
});

test('an unexpected error fails the test', async ({ visitor }) => {
  test.fail();
  await visitor.open('/harness.html');
  await visitor.evaluate(() => console.error('not expected'));
});

test('policy violations and missing pages count as harm', async ({ visitor, site, aws }) => {
  site.csp('/harness.html', "script-src 'self' 'unsafe-inline'; style-src 'self'");
  await visitor.open('/harness.html');
  expect(await visitor.evaluate((a, b) => Promise.resolve(a + b), 1, 2), 'we are under no policy').toBe(3);
  await site.until(() => site.cspReports.length > 0, 'the browser reports');
  await visitor.open('/missing.html');
  const harm = await findHarm({ visitor, site, aws });
  expect(harm).toContainEqual(expect.stringContaining('breach of the content security policy: {'));
  expect(harm).toContainEqual('the site answered 404 to /missing.html');
  visitor.allow(/policy|missing|style/i);
});

test('a secret in the storage counts as harm', async ({ visitor, site, aws }) => {
  const credentials = { keyId: 'ASIA', secretKey: 'secret/of+this', sessionToken: 'token', expiration: 0 };
  aws.state.credentials.set('ASIA', { ...credentials, identityId: '' });
  await visitor.open('/harness.html');
  await visitor.evaluate(() => localStorage.setItem('credentials', 'secret/of+this'));
  const harm = await findHarm({ visitor, site, aws });
  expect(harm).toEqual(['a secret of the credentials is in the storage']);
  await visitor.evaluate(() => localStorage.clear());
});
