// @ts-nocheck
// Imitates what a Shopify storefront shows to pages: the API of consent is loaded when a script asks for it.
{
  const fire = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
  const customerPrivacy = {
    currentVisitorConsent: () => {
      const preferences = { granted: 'yes', denied: 'no' }[banner.decision()] ?? '';
      return { marketing: '', analytics: '', preferences, sale_of_data: '' };
    },
    preferencesProcessingAllowed: () => banner.isGranted(),
  };
  let isReady = false;
  const whenReady = [];
  const offer = () => {
    window.Shopify.customerPrivacy = customerPrivacy;
    fire('shopifyCustomerPrivacyApiLoaded');
  };
  window.Shopify = {
    loadFeatures: ([{ name }], done) => {
      if (name !== 'consent-tracking-api') return done(new Error(name));
      const answer = () => {
        offer();
        done();
      };
      if (isReady) answer();
      else whenReady.push(answer);
    },
  };
  banner.load(() => {
    isReady = true;
    for (const answer of whenReady) answer();
    banner.onDecided(() => fire('visitorConsentCollected', { preferencesAllowed: banner.isGranted() }));
  });
}
