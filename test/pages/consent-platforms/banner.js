// @ts-nocheck
// The part that all imitated platforms share: a banner with buttons, and the decision in a cookie of the platform. Runs
// before the witness of storage, whose records are those of the tag.
{
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
  const onDecided = [];
  const show = (isShown) => {
    document.querySelector('#banner').hidden = !isShown;
  };

  globalThis.banner = {
    /** `granted`, `denied`, or an empty string. */
    decision: () => /platform=(\w+)/.exec(cookie.get.call(document))?.[1] ?? '',
    /** Where no consent is needed, the banner is not shown. */
    isRequired: !location.search.includes('region=free'),
    isDecided: () => banner.decision() !== '',
    isGranted: () => banner.decision() === 'granted' || (!banner.isRequired && !banner.isDecided()),
    /** Adds a script below the one that runs. */
    put: (url, attributes = '') => document.write(`<script ${attributes} src="${url}"></script>`),
    onDecided: (fn) => onDecided.push(fn),
    /** Runs the main part of a platform: at once where it has loaded before the recipe, otherwise after a while. */
    load(fn) {
      if (location.search.includes('order=before')) return fn();
      addEventListener('load', () => setTimeout(fn, 200));
    },
  };

  addEventListener('DOMContentLoaded', () => {
    banner.load(() => show(banner.isRequired && !banner.isDecided()));
    const decide = (word) => () => {
      cookie.set.call(document, `platform=${word}; path=/; SameSite=Lax`);
      show(false);
      for (const fn of onDecided) fn();
    };
    document.querySelector('#accept').addEventListener('click', decide('granted'));
    document.querySelector('#reject').addEventListener('click', decide('denied'));
    document.querySelector('#change').addEventListener('click', () => show(true));
  });
}
