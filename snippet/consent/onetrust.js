// OneTrust: category C0003 (functional) is personalisation. Paste it below the snippet; init with consent: 'pending'.
// https://developer.onetrust.com/onetrust/docs/javascript-events-guide
(function () {
  var CATEGORY = 'C0003';

  function read() {
    var oneTrust = window.OneTrust;
    // At first the object has only geolocationResponse.
    if (!oneTrust || !oneTrust.IsAlertBoxClosed || typeof OnetrustActiveGroups !== 'string') return;
    var isDecided = oneTrust.IsAlertBoxClosed();
    // Before a decision the groups count only where visitors have to opt out. A call would override the browser's signal.
    if (!isDecided && (oneTrust.GetDomainData().ConsentModel.Name !== 'opt-out' || navigator.globalPrivacyControl)) return;
    personalize.consent((',' + OnetrustActiveGroups + ',').indexOf(',' + CATEGORY + ',') < 0 ? 'denied' : 'granted');
  }

  // At each load and at each change. Later, because the decision may be stored after the event.
  window.addEventListener('OneTrustGroupsUpdated', function () {
    setTimeout(read, 0);
  });
  read();
})();
