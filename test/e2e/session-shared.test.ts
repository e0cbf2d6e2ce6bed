/** Subdomains share one session by a cookie, and the site's server can decide the id of the session. */
import {
  addressOf,
  becomes,
  collected,
  consentOf,
  loaded,
  say,
  sessionOf,
  stored,
  track,
  trackStored,
} from '../support/consent';
import type { Site } from '../support/site';
import { expect, expectEvents, test } from '../support/test';

/** Cookies do not depend on the port: each site of a worker gets a domain of its own. */
const hostsOf = ({ url }: Site) => {
  const { port } = new URL(url);
  const domain = `shop-${port}.localhost`;
  const page = (host: string) => `http://${host}:${port}/consent.html`;
  return { domain, a: page(`a.${domain}`), b: page(`b.${domain}`) };
};

test('two subdomains have one session, and a withdrawal on one is noticed on the other', async ({
  visitor,
  site,
  aws,
}) => {
  const { domain, a, b } = hostsOf(site);
  const options = { session: { cookieDomain: domain } };
  await visitor.open(addressOf({ options }, a));
  await loaded(visitor);
  await trackStored(visitor, 'on a');
  const sessionId = await sessionOf(visitor);
  await visitor.newTab(addressOf({ options, consent: 'pending' }, b));
  await loaded(visitor);
  await track(visitor, 'held on b');
  await aws.untilQuiet(500);
  expect(await collected(visitor, 'touched')).toEqual([]);
  await say(visitor, 'granted');
  await trackStored(visitor, 'on b');
  expect(await sessionOf(visitor)).toBe(sessionId);
  const expected = ['on a', 'held on b', 'on b'].map((itemId) => ({ itemId, sessionId }));
  await expectEvents(aws, expected);

  await visitor.useTab(0);
  await say(visitor, 'denied');
  await visitor.waitFor(() => document.cookie === '');
  expect(await stored(visitor)).toEqual([]);
  await visitor.useTab(1);
  await visitor.show();
  await visitor.click('#a');
  await becomes(visitor, 'denied');
  expect(await consentOf(visitor)).toEqual({ state: 'denied', source: 'tab' });
  await track(visitor, 'later');
  await aws.untilQuiet(1500);
  expect(await stored(visitor)).toEqual([]);
  await expectEvents(aws, expected);
});

test('a sign-out on one subdomain begins a new session on both', async ({ visitor, site, aws }) => {
  const { domain, a, b } = hostsOf(site);
  const options = { session: { cookieDomain: domain } };
  await visitor.open(addressOf({ options }, a));
  await loaded(visitor);
  await trackStored(visitor, 'on a');
  await visitor.newTab(addressOf({ options }, b));
  await loaded(visitor);
  await trackStored(visitor, 'on b');
  const first = await sessionOf(visitor);
  await visitor.evaluate(() => window.personalize.reset());
  const second = await sessionOf(visitor);
  expect(second).not.toBe(first);
  await visitor.useTab(0);
  await trackStored(visitor, 'on a again');
  await expectEvents(aws, [
    { itemId: 'on a', sessionId: first },
    { itemId: 'on b', sessionId: first },
    { itemId: 'on a again', sessionId: second },
  ]);
});

test('forget() is no withdrawal for other subdomains', async ({ visitor, site, aws }) => {
  const { domain, a, b } = hostsOf(site);
  const options = { session: { cookieDomain: domain } };
  await visitor.open(addressOf({ options }, a));
  await loaded(visitor);
  await trackStored(visitor, 'on a');
  await visitor.newTab(addressOf({ options }, b));
  await loaded(visitor);
  await trackStored(visitor, 'on b');
  await expectEvents(aws, [{ itemId: 'on a' }, { itemId: 'on b' }]);
  const old = await sessionOf(visitor);
  await visitor.useTab(0);
  await visitor.evaluate(() => window.personalize.forget());
  await visitor.useTab(1);
  await trackStored(visitor, 'after');
  const events = await expectEvents(aws, [{ itemId: 'on a' }, { itemId: 'on b' }, { itemId: 'after' }]);
  expect(events[2]?.sessionId).not.toBe(old);
  expect((await consentOf(visitor)).state).toBe('granted');
});

test('a cookie for another site cannot be stored: a warning, and an own session', async ({
  visitor,
  site,
  aws,
}) => {
  visitor.allow(/cookie/i);
  await visitor.open(addressOf({ options: { session: { cookieDomain: 'example.org' } } }, hostsOf(site).a));
  await loaded(visitor);
  await trackStored(visitor, 'first');
  const sessionId = await sessionOf(visitor);
  await trackStored(visitor, 'second');
  await expectEvents(aws, [
    { itemId: 'first', sessionId },
    { itemId: 'second', sessionId },
  ]);
  const warnings = visitor.console().filter(({ text }) => /session\.cookieDomain: no cookie/.test(text));
  expect(warnings).toHaveLength(1);
});

const ids: [title: string, id: string, cookie: string, expected: RegExp, warnings: number][] = [
  ['a value', 'visit-42', '', /^visit-42$/, 0],
  ['the cookie of the server', 'sid', 'sid=of-the-server; Path=/', /^of-the-server$/, 0],
  ['a missing cookie is an own session', 'sid', '', /^[\da-f-]{36}$/, 1],
];
for (const [title, id, cookie, expected, warnings] of ids) {
  test(`option session.id: ${title}`, async ({ visitor, site, aws }) => {
    const { a } = hostsOf(site);
    if (cookie) site.headers('/consent.html', { 'set-cookie': cookie });
    await visitor.open(addressOf({ consent: 'pending', options: { session: { id } } }, a));
    await loaded(visitor);
    await track(visitor, 'held');
    await aws.untilQuiet(500);
    expect(await collected(visitor, 'touched')).toEqual([]);
    await say(visitor, 'granted');
    await trackStored(visitor, 'granted');
    const sessionId = await sessionOf(visitor);
    expect(sessionId).toMatch(expected);
    // The tag does not renew the session of the server.
    await visitor.evaluate(() => window.personalize.reset());
    await trackStored(visitor, 'after reset');
    await expectEvents(aws, [
      { itemId: 'held', sessionId },
      { itemId: 'granted', sessionId },
      { itemId: 'after reset', sessionId: warnings ? /^[\da-f-]{36}$/ : sessionId },
    ]);
    const heard = visitor.console().filter(({ text }) => /option session\.id: no cookie "sid"/.test(text));
    expect(heard).toHaveLength(warnings);
    await say(visitor, 'denied');
    await aws.untilQuiet(500);
    // The site's own cookie is not erased.
    expect(await stored(visitor)).toEqual(cookie ? ['sid=of-the-server'] : []);
  });
}
