// Shopify Customer Privacy API: preferences. Paste it below the snippet; init with consent: 'pending'.
// https://shopify.dev/docs/api/customer-privacy
(function () {
  function read() {
    var privacy = window.Shopify && Shopify.customerPrivacy;
    if (!privacy || !privacy.preferencesProcessingAllowed) return;
    // 'yes', 'no', or '' without a decision. Processing may be allowed without one, by the visitor's region.
    var word = privacy.currentVisitorConsent().preferences;
    var isAllowed = word !== 'no' && privacy.preferencesProcessingAllowed();
    // The call would override the browser's signal.
    if (word === '' && (!isAllowed || navigator.globalPrivacyControl)) return;
    personalize.consent(isAllowed ? 'granted' : 'denied');
  }

  function load() {
    if (!window.Shopify || !Shopify.loadFeatures || Shopify.customerPrivacy) return read();
    Shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], read);
  }

  document.addEventListener('shopifyCustomerPrivacyApiLoaded', read);
  document.addEventListener('visitorConsentCollected', read);
  document.addEventListener('DOMContentLoaded', load);
  load();
})();
