// @ts-nocheck
// Imitates what Didomi shows to pages: two arrays that pages fill before it has loaded, and after it.
banner.load(() => {
  const lists = { enabled: [], disabled: [] };
  const read = () => {
    lists.enabled = banner.decision() === 'granted' ? ['personalization'] : [];
    lists.disabled = banner.decision() === 'denied' ? ['personalization'] : [];
  };
  window.Didomi = {
    isConsentRequired: () => banner.isRequired,
    getUserStatus: () => ({ purposes: { consent: lists } }),
    getCurrentUserStatus: () => ({
      purposes: { personalization: { id: 'personalization', enabled: lists.enabled.length > 0 } },
    }),
  };
  read();
  const listeners = [...(window.didomiEventListeners ?? [])];
  const ready = window.didomiOnReady ?? [];
  window.didomiEventListeners = { push: (each) => listeners.push(each) };
  window.didomiOnReady = { push: (fn) => fn(window.Didomi) };
  for (const fn of ready) fn(window.Didomi);
  banner.onDecided(() => {
    read();
    for (const { event, listener } of listeners) if (event === 'consent.changed') listener({});
  });
});
