// @ts-nocheck
// Imitates the plugin WP Consent API, and a consent plugin that sets its type later: until then the API answers true.
window.consent_api = { consent_type: '', cookie_prefix: 'wp_consent' };
window.wp_fallback_consent_type = '';
window.consent_api_get_cookie = (name) =>
  name === 'wp_consent_preferences' ? ({ granted: 'allow', denied: 'deny' }[banner.decision()] ?? '') : '';
window.wp_has_consent = (name) => {
  const value = consent_api_get_cookie(`wp_consent_${name}`);
  if (!window.wp_consent_type || (window.wp_consent_type === 'optout' && value === '')) return true;
  return value === 'allow';
};
banner.load(() => {
  window.wp_consent_type = banner.isRequired ? 'optin' : 'optout';
  document.dispatchEvent(new CustomEvent('wp_consent_type_defined'));
  banner.onDecided(() => {
    const detail = [];
    detail.preferences = banner.isGranted() ? 'allow' : 'deny';
    document.dispatchEvent(new CustomEvent('wp_listen_for_consent_change', { detail }));
  });
});
