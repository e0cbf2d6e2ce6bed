/** Crawlers are recognized by their names as words, and phones are not crawlers. */

import { afterEach, expect, test, vi } from 'vitest';
import { findBot } from '../../src/browser/bot';

afterEach(() => vi.unstubAllGlobals());
const botOf = (userAgent: string, webdriver?: boolean, hostname = 'bot.shop.example') => {
  vi.stubGlobal('navigator', { userAgent, webdriver });
  vi.stubGlobal('location', { hostname });
  return findBot();
};
const PHONE = 'Mozilla/5.0 (Linux; Android 9; NAME) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36';

const NAMES =
  'Googlebot/2.1;bingbot/2.0;AdsBot-Google (+http://www.google.com/adsbot.html);Mediapartners-Google;Google-InspectionTool/1.0;GoogleOther;facebookexternalhit/1.1;meta-externalagent/1.1;archive.org_bot;MJ12bot/v1.4.8;Yeti/1.1 +https://naver.me/spd;Slackbot-LinkExpanding 1.0;HeadlessChrome/120.0;Chrome-Lighthouse;Baiduspider/2.0;BingPreview/1.0b';
for (const name of NAMES.split(';'))
  test(`${name} is a bot`, () => expect(botOf(`Mozilla/5.0 (compatible; ${name})`)).not.toBe(''));

for (const name of ['CUBOT NOTE 20', 'CUBOT_X18_Plus', 'Cubot', 'M BOT TAB 101', 'Google Pixel 6', 'Botany'])
  test(`${name} is a phone`, () => expect(botOf(PHONE.replace('NAME', name))).toBe(''));

test('Tag Manager renders pages to find tags, and the name of a site is no crawler', () => {
  expect(botOf(PHONE, false, 'gtm-msr.appspot.com')).toBe('gtm-msr.appspot.com');
  expect(botOf(PHONE, false, 'robot.example')).toBe('');
});

test('a driven browser says so, and a getter that throws says nothing', () => {
  expect(botOf(PHONE, true)).toBe('navigator.webdriver');
  vi.stubGlobal('navigator', {
    userAgent: PHONE,
    get webdriver() {
      throw new Error('hidden');
    },
  });
  expect(findBot()).toBe('');
});
