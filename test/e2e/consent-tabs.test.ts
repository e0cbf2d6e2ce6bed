/** A withdrawal of consent reaches all tabs: visible, hidden, frozen, and in the back/forward cache. */
import {
  addressOf,
  becomes,
  collected,
  consentOf,
  loaded,
  open,
  openTab,
  say,
  sessionOf,
  stored,
  track,
  trackStored,
} from '../support/consent';
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const refused = /refused|ERR_CONNECTION|NetworkError|connect|abort/i;
const byTab = { state: 'denied', source: 'tab' };

/** Goes to another page and withdraws consent there, and comes back. */
async function withdrawElsewhereAndReturn(visitor: Visitor, regrant = false): Promise<void> {
  await visitor.open(addressOf({ options: { clicks: false } }));
  await loaded(visitor);
  await say(visitor, 'denied');
  if (regrant) {
    await say(visitor, 'granted');
    await trackStored(visitor, 'new consent');
  }
  await visitor.evaluate(() => history.back());
  await visitor.waitFor(() => location.search === '' && window.personalize?.version);
}

test('a withdrawal erases what is stored, in every tab, and later events never arrive', async ({
  visitor,
  aws,
}) => {
  visitor.allow(refused);
  await open(visitor);
  await visitor.evaluate(() => window.personalize.identify('user-1'));
  await visitor.click('#a');
  await expectEvents(aws, [{ itemId: 'a' }]);
  await openTab(visitor);
  await aws.down();
  await trackStored(visitor, 'waits');
  await visitor.useTab(0);
  await trackStored(visitor, 'waits too');
  await say(visitor, 'denied');
  expect(await consentOf(visitor)).toEqual({ state: 'denied', source: 'call' });
  await visitor.useTab(1);
  await becomes(visitor, 'denied');
  expect(await consentOf(visitor)).toEqual(byTab);
  expect(await collected(visitor, 'states')).toEqual([byTab]);
  await track(visitor, 'later');
  await visitor.click('#b');
  await aws.up();
  await aws.untilQuiet(2500);
  expect(await stored(visitor)).toEqual([]);
  await expectEvents(aws, [{ itemId: 'a' }]);

  // A new grant in one tab does not wake the other.
  await visitor.useTab(0);
  await visitor.show();
  const old = aws.events()[0]?.sessionId;
  await say(visitor, 'granted');
  await trackStored(visitor, 'granted again');
  await visitor.useTab(1);
  await track(visitor, 'still denied');
  await expectEvents(aws, [{ itemId: 'a' }, { itemId: 'granted again', userId: undefined }]);
  expect(await consentOf(visitor)).toEqual(byTab);
  const session = aws.events()[1]?.sessionId;
  expect(session).not.toBe(old);
  // It joins the session of the first once it hears the grant itself.
  await say(visitor, 'granted');
  expect(await sessionOf(visitor)).toBe(session);
});

test('a withdrawal aborts a request in flight', async ({ visitor, aws }) => {
  visitor.allow(refused);
  await open(visitor);
  await trackStored(visitor, 'first');
  await expectEvents(aws, [{ itemId: 'first' }]);
  await openTab(visitor);
  aws.faults({ operation: 'PutEvents', delayMs: 3000 });
  await visitor.evaluate(() => {
    const native = globalThis.fetch;
    globalThis.fetch = async (...args) => {
      try {
        return await native(...args);
      } catch (error) {
        Reflect.get(globalThis, 'outcomes').push((error as Error).name);
        throw error;
      }
    };
  });
  await trackStored(visitor, 'in flight');
  await aws.untilFaultsMet();
  await visitor.useTab(0);
  await say(visitor, 'denied');
  await visitor.useTab(1);
  await becomes(visitor, 'denied');
  await visitor.waitFor(() => Reflect.get(globalThis, 'outcomes').length > 0);
  expect(await collected(visitor, 'outcomes')).toEqual(['AbortError']);
  await aws.untilQuiet(4000);
  expect(await stored(visitor)).toEqual([]);
  expect(await visitor.evaluate(() => window.personalize.stats().sent)).toBe(0);
});

test('a grant right after a withdrawal keeps its new data', async ({ visitor, aws }) => {
  visitor.allow(refused);
  await open(visitor);
  await trackStored(visitor, 'before');
  await expectEvents(aws, [{ itemId: 'before' }]);
  await openTab(visitor);
  await trackStored(visitor, 'other tab');
  await expectEvents(aws, [{ itemId: 'before' }, { itemId: 'other tab' }]);
  await aws.down();
  // A busy tab hears of both only when it can.
  await visitor.evaluate(() => {
    setTimeout(() => {
      const until = performance.now() + 700;
      while (performance.now() < until);
    }, 50);
  });
  await visitor.useTab(0);
  await visitor.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
  const session = await visitor.evaluate(async () => {
    window.personalize.consent('denied');
    window.personalize.consent('granted');
    await window.personalize.track('View', { itemId: 'new consent' });
    return window.personalize.sessionId;
  });
  await visitor.useTab(1);
  await becomes(visitor, 'denied');
  await visitor.useTab(0);
  // The other tab may erase with a delay.
  await visitor.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  expect(await sessionOf(visitor)).toBe(session);
  await aws.up();
  await visitor.open(addressOf({}));
  await loaded(visitor);
  expect(await sessionOf(visitor)).toBe(session);
  await expectEvents(aws, [{ itemId: 'before' }, { itemId: 'other tab' }, { itemId: 'new consent' }]);
});

for (const regrant of [false, true]) {
  const title = regrant ? ', even if the new page has a new grant' : '';
  test(`a page in the back/forward cache is denied when it returns${title}`, async ({ visitor, aws }) => {
    await open(visitor);
    await trackStored(visitor, 'before');
    await expectEvents(aws, [{ itemId: 'before' }]);
    await withdrawElsewhereAndReturn(visitor, regrant);
    const restored = await visitor.evaluate(() => Reflect.get(globalThis, 'restored'));
    expect(restored, 'the tag does not cost the back/forward cache').toEqual([false, true]);
    expect(await consentOf(visitor)).toEqual(byTab);
    await track(visitor, 'later');
    await visitor.click('#a');
    await aws.untilQuiet(1500);
    if (!regrant) expect(await stored(visitor)).toEqual([]);
    // What was stored under a new grant is sent by the next page that is granted.
    await open(visitor);
    const isNew = regrant ? [{ itemId: 'new consent' }] : [];
    await expectEvents(aws, [{ itemId: 'before' }, ...isNew]);
  });
}

test('a frozen tab is denied when it continues', async ({ visitor, engine, aws }) => {
  test.skip(engine !== 'chromium', 'only DevTools can freeze a page, and this engine has none');
  visitor.allow(refused);
  await open(visitor);
  await trackStored(visitor, 'before');
  await expectEvents(aws, [{ itemId: 'before' }]);
  const page = visitor.page();
  if (!page) throw new Error('This engine has no DevTools');
  const devTools = await page.context().newCDPSession(page);
  await aws.down();
  await trackStored(visitor, 'waits');
  await devTools.send('Page.setWebLifecycleState', { state: 'frozen' });
  await openTab(visitor);
  await say(visitor, 'denied');
  await visitor.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  await aws.up();
  await visitor.useTab(0);
  await devTools.send('Page.setWebLifecycleState', { state: 'active' });
  await visitor.show();
  await becomes(visitor, 'denied');
  expect(await consentOf(visitor)).toEqual(byTab);
  await track(visitor, 'later');
  await aws.untilQuiet(2500);
  expect(await stored(visitor)).toEqual([]);
  await expectEvents(aws, [{ itemId: 'before' }]);
});
