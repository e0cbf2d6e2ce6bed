// Usercentrics 2 and 3: the service that you named so there. Paste it below the snippet; init with consent: 'pending'.
// https://usercentrics.com/docs/web/features/events/ and https://usercentrics.com/docs/web/features/v2/events_v2/events_v2/
(function () {
  var SERVICE = 'Amazon Personalize';

  function say(isUndecided, services) {
    for (var id in services) {
      var consent = services[id].name === SERVICE && services[id].consent;
      if (!consent || isUndecided) continue;
      var isGiven = consent.given || consent.status;
      // Version 2 has a history. Without a decision it may be given, where none is needed. The call would override the
      // browser's signal.
      var isDecision = /^explicit$/i.test([consent].concat(consent.history || []).pop().type);
      if (isGiven && !isDecision && navigator.globalPrivacyControl) continue;
      personalize.consent(isGiven ? 'granted' : 'denied');
    }
  }

  function read() {
    var v2 = window.UC_UI, v3 = window.__ucCmp;
    if (v3) {
      v3.isInitialized().then(function (is) {
        return is && Promise.all([v3.isConsentRequired(), v3.getConsentDetails()]).then(function (all) {
          say(all[0], all[1].services);
        });
      });
    } else if (v2 && v2.isInitialized && v2.isInitialized()) say(v2.isConsentRequired(), v2.getServicesBaseInfo());
  }

  // UC_CONSENT is of version 3, `ucEvent` the Window Event that you name in the settings of version 2. Not UC_UI_CMP_EVENT,
  // which may come before the decision is known: a wrong denial loses what was held.
  'UC_UI_INITIALIZED UC_CONSENT ucEvent'.split(' ').forEach(function (name) { window.addEventListener(name, read); });
  read();
})();
