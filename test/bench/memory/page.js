/** Where the order is placed. What is sent of it is not measured: everything of it comes later than the task. */

/** How long the task takes in which twenty items are bought that were recommended, so many are remembered. */
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
  // The memory is written in a microtask, which was queued before this one.
  await Promise.resolve();
  const ms = performance.now() - from;
  await Promise.all(stored);
  return ms;
}

Object.assign(globalThis, { buyTwenty });
