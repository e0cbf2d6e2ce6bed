// @ts-nocheck
// Imitates what version 3 of Usercentrics shows to pages: every answer is a promise.
let isReady = false;
const details = () => ({
  consent: {
    required: banner.isRequired && !banner.isDecided(),
    type: banner.isDecided() ? 'EXPLICIT' : 'IMPLICIT',
  },
  services: {
    H1Vl5NidjWX: {
      name: 'Usercentrics Consent Management Platform',
      consent: { given: true, type: 'IMPLICIT' },
    },
    own: {
      name: 'Amazon Personalize',
      consent: { given: banner.isGranted(), type: banner.isDecided() ? 'EXPLICIT' : 'IMPLICIT' },
    },
  },
});
window.__ucCmp = {
  isInitialized: async () => isReady,
  isConsentRequired: async () => details().consent.required,
  getConsentDetails: async () => details(),
};
banner.load(() => {
  isReady = true;
  dispatchEvent(new Event('UC_UI_INITIALIZED'));
  banner.onDecided(() => dispatchEvent(new CustomEvent('UC_CONSENT', { detail: details() })));
});
