/** What a page does when it is left, shown again, or stopped. */

import { expect, test } from 'vitest';
import { failing, openAws } from '../support/unit-aws';
import { browser, useBrowser } from '../support/unit-browser';
import { pass, startPage } from '../support/unit-page';

useBrowser();

/** A page that has sent one event, so that delivery and its credentials are ready. */
async function warmPage() {
  const page = startPage();
  void page.personalize.track('View', { itemId: 'warm' });
  await pass(2000);
  return page;
}

const leave = (how: 'pagehide' | 'hidden') => {
  if (how === 'pagehide') return browser.window.fire('pagehide');
  browser.page.visibilityState = 'hidden';
  browser.page.fire('visibilitychange');
};

for (const how of ['pagehide', 'hidden'] as const) {
  test(`pending events are sent while the page is left (${how})`, async () => {
    const aws = openAws();
    const { personalize } = await warmPage();
    const tracked = personalize.track('View', { itemId: 'last' });
    await pass();
    leave(how);
    await pass();
    expect(aws.eventIds().at(-1)).toEqual([await tracked]);
  });
}

test('an event that is not stored yet when the page is left is in the journal', async () => {
  openAws();
  const { personalize } = await warmPage();
  void personalize.track('View', { itemId: 'last' });
  await Promise.resolve();
  leave('pagehide');
  expect(browser.storage['personalize.journal']).toContain('last');
  await pass(10);
  expect(browser.storage['personalize.journal']).toBeUndefined();
});

test('when the page returns, pending events are sent at once, and without them there is no request', async () => {
  let down = true;
  const aws = openAws(({ name }) =>
    down && name === 'GetId' ? failing('InternalErrorException', 500) : undefined,
  );
  const { personalize } = startPage();
  const tracked = personalize.track('View', { itemId: 'sku-1' });
  await pass(10);
  expect(aws.names()).toEqual(['GetId']);
  down = false;
  browser.window.fire('online');
  await pass(10);
  expect(aws.eventIds()).toEqual([[await tracked]]);
  const before = aws.calls.length;
  browser.window.fire('online');
  browser.window.fire('pageshow', { persisted: true });
  await pass(10);
  expect(aws.calls.length).toBe(before);
});

test('a stopped tag has no listeners, sends nothing more, and keeps pending events', async () => {
  const aws = openAws(({ name }) => (name === 'GetId' ? failing('InternalErrorException', 500) : undefined));
  const { personalize } = startPage();
  void personalize.track('View', { itemId: 'sku-1' });
  await pass(10);
  personalize.stop();
  expect(browser.window.heard).toEqual([]);
  expect(browser.page.heard).toEqual([]);
  const before = aws.calls.length;
  await pass(20_000);
  expect(aws.calls.length).toBe(before);
  expect(personalize.sessionId).toBeUndefined();
  expect(personalize.userId).toBeUndefined();
  const next = openAws();
  delete browser.storage['personalize.patience'];
  startPage();
  await pass(10);
  expect(next.events().map(([event]) => event?.itemId)).toEqual(['sku-1']);
});
