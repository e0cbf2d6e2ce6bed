/** The session that subdomains or the site's server share, and the erasure of what is stored. */

import { createStore } from 'idb-keyval';
import { beforeEach, expect, test } from 'vitest';
import { parseOptions } from '../../src/api/config';
import { shareSession } from '../../src/chunks/session';
import { GENERATION } from '../../src/consent/generation';
import { eraseSessionCookie, eraseStored } from '../../src/identity/erase';
import { createSession } from '../../src/identity/session';
import { storedKeys } from '../../src/identity/stored-keys';
import { DATABASE } from '../../src/outbox/outbox';
import { browser, define, useBrowser } from '../support/unit-browser';
import { OPTIONS, POOL } from '../support/unit-page';
import { createTexts } from '../support/unit-storage';
import { settled } from '../support/unit-timers';

useBrowser();

const jar = { cookies: new Map<string, string>(), written: [] as string[], isBlocked: false };

class CookieDocument {
  get cookie() {
    if (jar.isBlocked) throw new DOMException('sandboxed', 'SecurityError');
    return [...jar.cookies].map((pair) => pair.join('=')).join('; ');
  }
  set cookie(text: string) {
    if (jar.isBlocked) throw new DOMException('sandboxed', 'SecurityError');
    jar.written.push(text);
    const [name = '', value = ''] = (text.split(';')[0] ?? '').split('=');
    if (/Domain=\.?other/.test(text)) return;
    if (/Max-Age=0/.test(text)) jar.cookies.delete(name);
    else jar.cookies.set(name, value);
  }
}

beforeEach(() => {
  Object.assign(jar, { cookies: new Map(), written: [], isBlocked: false });
  define('Document', { value: CookieDocument });
  define('document', { value: new CookieDocument() });
  define('location', { value: { protocol: 'https:', href: 'https://a.shop.example/', search: '' } });
});

const warned: string[] = [];
const share = (cookieDomain?: string, id?: string) => {
  warned.length = 0;
  return shareSession(
    { session: { cookieDomain, id }, refuse: { personal: true }, beforeSend: undefined },
    (message) => warned.push(message),
  );
};
const cookieOf = (domain = 'shop.example') => {
  const { cookie } = share(domain);
  if (!cookie) throw new Error('no cookie');
  return cookie;
};

test('the cookie is for all subdomains, and only encrypted on an encrypted page', () => {
  cookieOf().set({ id: 'a;b' });
  define('location', { value: { protocol: 'http:' } });
  cookieOf().set({ id: 'c' });
  expect(jar.written).toEqual([
    'personalize_session=%7B%22id%22%3A%22a%3Bb%22%7D; Domain=shop.example; Path=/; SameSite=Lax; Secure',
    'personalize_session=%7B%22id%22%3A%22c%22%7D; Domain=shop.example; Path=/; SameSite=Lax',
  ]);
  expect(cookieOf().get()).toEqual({ id: 'c' });
});

test('a cookie that was there and is missing is gone', () => {
  const cookie = cookieOf();
  expect(cookie.isGone()).toBe(false);
  cookie.set({ id: 'a' });
  expect(cookie.isGone()).toBe(false);
  jar.cookies.clear();
  expect(cookie.isGone()).toBe(true);
});

test('a cookie that cannot be stored is warned about, and is not gone', () => {
  const cookie = cookieOf('other.example');
  cookie.set({ id: 'a' });
  expect(warned).toEqual([expect.stringContaining('no cookie for other.example can be stored')]);
  expect(cookie.isGone()).toBe(false);
});

test('a value that is not JSON counts as none', () => {
  jar.cookies.set('personalize_session', '%E0%A4%A');
  expect(cookieOf().get()).toBeUndefined();
  jar.cookies.set('personalize_session', 'text');
  expect(cookieOf().get()).toBeUndefined();
});

test('a document whose cookie throws has no cookie and does not throw', () => {
  jar.isBlocked = true;
  const cookie = cookieOf();
  cookie.set({ id: 'a' });
  expect(cookie.get()).toBeUndefined();
  expect(share(undefined, 'sid').id()).toBeUndefined();
});

test('an element with the name cookie does not hide the cookie', () => {
  Object.defineProperty(document, 'cookie', { value: { localName: 'form' } });
  const cookie = cookieOf();
  cookie.set({ id: 'a' });
  expect(cookie.get()).toEqual({ id: 'a' });
});

test('the id of the site is a text with a digit, or the value of a cookie', () => {
  expect(share().id()).toBeUndefined();
  expect(share(undefined, 'visit-7').id()).toBe('visit-7');
  expect(share(undefined, 'sid').id()).toBeUndefined();
  expect(warned).toEqual([expect.stringContaining('no cookie "sid" can be read')]);
  jar.cookies.set('sid', 'abc%20d');
  const { id } = share(undefined, 'sid');
  expect(id()).toBe('abc d');
  jar.cookies.set('xsid', 'other');
  jar.cookies.delete('sid');
  expect(id()).toBeUndefined();
});

const RULE = { idleMinutes: 30, maxHours: 24, cookieDomain: undefined, id: undefined };

test('the session in memory is stored only if no other is live', () => {
  const texts = createTexts();
  const begun: string[] = [];
  const one = createSession(texts, RULE, (id) => begun.push(id), 'memory');
  expect(one.current(1_000_000)).toBe('memory');
  expect(begun).toEqual(['memory']);
  const next = createSession(texts, RULE, (id) => begun.push(id), 'discarded');
  expect(next.current(1_001_000)).toBe('memory');
  // Not used later either.
  expect(next.current(1_001_000 + 31 * 60_000)).not.toBe('discarded');
  const ended = createSession(texts, RULE, () => {}, 'adopted');
  expect(ended.current(1_001_000 + 90 * 60_000)).toBe('adopted');
  expect(ended.renew(1_001_000 + 91 * 60_000)).not.toBe('adopted');
});

function erased(cookieDomain?: string) {
  const config = parseOptions({ ...OPTIONS, session: { cookieDomain } }, () => {});
  if (!config) throw new Error('no config');
  const use = createStore(DATABASE, 'outbox');
  const run = () => {
    eraseStored(config, use);
    eraseSessionCookie(cookieDomain ?? '');
  };
  return { use, run };
}

test('an erasure removes all keys and records of the tag, the generation last, and nothing else', async () => {
  const keys = storedKeys(POOL);
  expect(keys.at(-1)).toBe(GENERATION);
  for (const key of [...keys, 'site']) browser.storage[key] = '1';
  const removed: string[] = [];
  const { removeItem } = browser.storage as { removeItem?: unknown };
  Reflect.set(Reflect.getPrototypeOf(browser.storage) as object, 'removeItem', (key: string) => {
    removed.push(key);
    delete browser.storage[key];
  });
  expect(typeof removeItem).toBe('function');
  const { use, run } = erased('shop.example');
  await use('readwrite', async (store) => void store.put({}, 'row'));
  jar.cookies.set('personalize_session', '1').set('sid', '2');
  run();
  await settled();
  expect(removed).toEqual(keys);
  expect(Object.keys(browser.storage)).toEqual(['site']);
  expect([...jar.cookies.keys()]).toEqual(['sid']);
  const count = await use('readonly', (store) => {
    const request = store.count();
    return new Promise<number>((resolve) => {
      request.onsuccess = () => resolve(request.result);
    });
  });
  expect(count).toBe(0);
});

test('an erasure does not throw without cookies or a database', async () => {
  jar.isBlocked = true;
  const config = parseOptions({ ...OPTIONS, session: { cookieDomain: 'shop.example' } }, () => {});
  if (!config) throw new Error('no config');
  browser.storage[GENERATION] = '1';
  eraseStored(config, () => Promise.reject(new Error('blocked')));
  await settled();
  expect(browser.storage[GENERATION]).toBeUndefined();
});

test('personal data is no session id, and is not written to the console', () => {
  expect(share(undefined, '4111111111111111').id()).toBeUndefined();
  expect(warned).toEqual(['option session.id is personal data: own session used']);
});
