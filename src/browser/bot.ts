/** Recognizes crawlers, link previews and driven browsers by what they say of themselves. */

/**
 * The names of crawlers that run scripts, as they document them: Googlebot, GoogleOther, Google-InspectionTool,
 * Mediapartners-Google (https://developers.google.com/search/docs/crawling-indexing/google-common-crawlers), bingbot,
 * BingPreview (https://www.bing.com/webmasters/help/which-crawlers-does-bing-use-8c184ec0), facebookexternalhit and
 * meta-externalagent (https://developers.facebook.com/docs/sharing/webmasters/web-crawlers), archive.org_bot, Applebot,
 * YandexBot, Baiduspider, Slackbot-LinkExpanding, Chrome-Lighthouse, HeadlessChrome.
 *
 * Most give an address after a `+`. No space and no `u` before `bot`: CUBOT is a maker of phones, "M BOT TAB" a tablet.
 */
const BOT =
  /[^\su](bot|preview)\b|\+http|crawler|spider|headless|lighthouse|external[ah]|-google|google(other|-)/i;
/** Tag Manager renders the pages of a container there, to find its tags. */
const TAG_MANAGER = 'gtm-msr.appspot.com';

/** Returns what shows that this is a bot, or an empty text. */
export function findBot(): string {
  try {
    if (location.hostname === TAG_MANAGER) return TAG_MANAGER;
    return BOT.exec(navigator.userAgent)?.[0] ?? (navigator.webdriver ? 'navigator.webdriver' : '');
  } catch {
    // A page has replaced a property by one that throws, which says nothing of the visitor.
    return '';
  }
}
