/** The page that places the order. Sending is not measured, because it happens after the task. */

/** Measures the task in which twenty recommended items are bought, with this many stored items. */
async function buyTwenty(/** @type {number} */ remembered) {
  for (const name of ['recommendations', 'offers']) {
    const list = Array.from({ length: remembered }, (_, at) => [
      `${name}-${at}`,
      'RID-0123456789-0123456789-0123456789',
      'home',
      Date.now(),
    ]);
    localStorage.setItem(`personalize.${name}`, JSON.stringify(list));
  }
  const from = performance.now();
  const stored = Array.from({ length: 20 }, (_, at) =>
    window.personalize.track('Purchase', { itemId: `offers-${at}` }),
  );
  // The stores are written in a microtask that was queued before this one.
  await Promise.resolve();
  const ms = performance.now() - from;
  await Promise.all(stored);
  return ms;
}

Object.assign(globalThis, { buyTwenty });
