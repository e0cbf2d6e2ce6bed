// Cookiebot: category `preferences` is personalisation. Paste it below the snippet; init with consent: 'pending'.
// https://www.cookiebot.com/en/developer/
(function () {
  function read() {
    var bot = window.Cookiebot;
    // Before its script has run, this global is the element <script id="Cookiebot">. Without a response all are false.
    if (!bot || !bot.hasResponse) return;
    personalize.consent(bot.consent.preferences ? 'granted' : 'denied');
  }

  // ConsentReady at each load, also of a returning visitor; the others at each decision.
  ['CookiebotOnConsentReady', 'CookiebotOnAccept', 'CookiebotOnDecline'].forEach(function (name) {
    window.addEventListener(name, read);
  });
  read();
})();
