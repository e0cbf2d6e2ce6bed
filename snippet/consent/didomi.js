// Didomi: the purpose with this id, which must not be an essential one. Paste it below the snippet; init with
// consent: 'pending'. https://developers.didomi.io/cmp/web-sdk/reference/api and …/reference/events
(function () {
  var PURPOSE = 'personalization';

  function read(didomi) {
    var purpose = didomi.getCurrentUserStatus().purposes[PURPOSE];
    // A purpose without a decision is not enabled either, but is in no list.
    if (purpose && purpose.enabled) personalize.consent('granted');
    else if (didomi.getUserStatus().purposes.consent.disabled.indexOf(PURPOSE) >= 0) personalize.consent('denied');
    // No consent is needed here. The call would override the browser's signal.
    else if (!didomi.isConsentRequired() && !navigator.globalPrivacyControl) personalize.consent('granted');
  }

  // Both may be filled before Didomi has loaded and after it.
  (window.didomiOnReady = window.didomiOnReady || []).push(read);
  (window.didomiEventListeners = window.didomiEventListeners || []).push({
    event: 'consent.changed',
    listener: function () {
      read(window.Didomi);
    }
  });
})();
