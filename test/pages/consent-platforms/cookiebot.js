// @ts-nocheck
// Imitates what Cookiebot shows to pages. Until it has loaded, its global is the script element with that id.
banner.load(() => {
  const fire = (name) => dispatchEvent(new Event(`CookiebotOn${name}`));
  window.Cookiebot = {
    get hasResponse() {
      return banner.isDecided();
    },
    get consent() {
      const preferences = banner.decision() === 'granted';
      return { necessary: true, preferences, statistics: preferences, marketing: false };
    },
  };
  const report = () => {
    fire('ConsentReady');
    fire(Cookiebot.consent.preferences ? 'Accept' : 'Decline');
  };
  if (banner.isDecided()) report();
  fire('Load');
  banner.onDecided(report);
});
