// @ts-nocheck
// Imitates what OneTrust shows to pages.
window.OneTrust = { geolocationResponse: { countryCode: 'DE' } };
banner.load(() => {
  let isClosed = banner.isDecided();
  const publish = () => {
    const groups = banner.isGranted() ? ['C0001', 'C0003'] : ['C0001'];
    window.OnetrustActiveGroups = `,${groups},`;
    dispatchEvent(new CustomEvent('OneTrustGroupsUpdated', { detail: groups }));
    isClosed = banner.isDecided();
  };
  Object.assign(window.OneTrust, {
    IsAlertBoxClosed: () => isClosed,
    GetDomainData: () => ({ ConsentModel: { Name: banner.isRequired ? 'opt-in' : 'opt-out' } }),
  });
  publish();
  banner.onDecided(publish);
});
