// WordPress, plugin WP Consent API: category `preferences`. Paste it below the snippet; init with consent: 'pending'.
// https://wordpress.org/plugins/wp-consent-api/
(function () {
  var CATEGORY = 'preferences';

  function read() {
    if (!window.wp_has_consent) return;
    // Without a type no consent plugin has loaded, and every question is answered with true.
    if (!(window.wp_consent_type || (!window.waitfor_consent_hook && window.wp_fallback_consent_type))) return;
    var decision = consent_api_get_cookie(consent_api.cookie_prefix + '_' + CATEGORY);
    var isAllowed = wp_has_consent(CATEGORY);
    // Without a decision it may be allowed, where visitors have to opt out. The call would override the browser's signal.
    if (!decision && (!isAllowed || navigator.globalPrivacyControl)) return;
    personalize.consent(isAllowed ? 'granted' : 'denied');
  }

  document.addEventListener('wp_listen_for_consent_change', read);
  document.addEventListener('wp_consent_type_defined', read);
  // The API may be loaded below, and tells nobody.
  window.addEventListener('load', read);
  read();
})();
