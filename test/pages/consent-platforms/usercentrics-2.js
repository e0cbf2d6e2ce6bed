// @ts-nocheck
// Imitates what version 2 of Usercentrics shows to pages. The statuses are set after the event of the button.
let isReady = false;
let status = false;
const history = () => [
  { type: 'implicit', status: !banner.isRequired },
  ...(banner.isDecided() ? [{ type: 'explicit', status }] : []),
];
window.UC_UI = {
  isInitialized: () => isReady,
  isConsentRequired: () => banner.isRequired && !banner.isDecided(),
  getServicesBaseInfo: () => [
    { id: 'H1Vl5NidjWX', name: 'Usercentrics Consent Management Platform', consent: { status: true } },
    { id: 'own', name: 'Amazon Personalize', consent: { status, history: history() } },
  ],
};
banner.load(() => {
  isReady = true;
  status = banner.isGranted();
  dispatchEvent(new Event('UC_UI_INITIALIZED'));
  banner.onDecided(async () => {
    const type = banner.isGranted() ? 'ACCEPT_ALL' : 'DENY_ALL';
    dispatchEvent(new CustomEvent('UC_UI_CMP_EVENT', { detail: { source: 'FIRST_LAYER', type } }));
    await null;
    status = banner.isGranted();
    const detail = { event: 'consent_status', 'Amazon Personalize': status };
    dispatchEvent(new CustomEvent('ucEvent', { detail }));
  });
});
