/**
 * One bad event fails its whole call: it is found and becomes a dead letter, and the others are sent, in few requests.
 */

import { expect, test } from 'vitest';
import { idOf, names, waitingRows } from '../support/unit-rows';
import { newSite, openTab, storedClaims, storedIds, storedRows } from '../support/unit-tab';
import { createTimers } from '../support/unit-timers';
import { delivered, refusing, retry, scripted } from '../support/unit-transport';

const { now } = createTimers();
const ten = names('a', 0, 10);

async function drainTen(bad: readonly string[]) {
  newSite();
  const transport = refusing(bad);
  const tab = openTab('tab', transport, now);
  await tab.outbox.add(waitingRows('a', 10));
  expect(await tab.drain()).toEqual({ kind: 'empty' });
  expect(tab.refused.sort()).toEqual([...bad].sort());
  expect(tab.sent.sort()).toEqual(ten.filter((id) => !bad.includes(id)));
  expect(await storedIds(tab.outbox.use)).toEqual([]);
  return transport.requests;
}

for (const bad of ten) {
  test(`bad ${bad} of ten: nine are delivered, one is refused, in at most 8 requests`, async () => {
    const requests = await drainTen([bad]);
    expect(requests.length).toBeLessThanOrEqual(8);
    // A good event is sent in one successful request only.
    const successful = requests.filter((ids) => !ids.includes(bad)).flat();
    expect(successful.sort()).toEqual(ten.filter((id) => id !== bad));
  });
}

test('two bad events are found at every position', async () => {
  for (const one of ten) for (const two of ten) if (one < two) await drainTen([one, two]);
});

test('three bad events are found, and ten', async () => {
  await drainTen(['a0', 'a5', 'a9']);
  await drainTen(['a3', 'a4', 'a5']);
  const requests = await drainTen(ten);
  expect(requests.filter((ids) => ids.length === 1).flat()).toEqual(ten);
});

test('while the bad event is searched for, no other tab takes the other rows, however long that takes', async () => {
  newSite();
  const { now, advance } = createTimers();
  const other = scripted();
  const elsewhere = openTab('other', other, now);
  const transport = scripted(async (ids) => {
    await advance(6000);
    await elsewhere.drain();
    return ids.includes('a7') ? { kind: 'refused', why: 'bad' } : delivered;
  });
  const tab = openTab('tab', transport, now);
  await tab.outbox.add(waitingRows('a', 10));
  await tab.drain();
  expect(tab.sent.sort()).toEqual(ten.filter((id) => id !== 'a7'));
  expect(other.requests).toEqual([]);
});

test('a single bad event costs one request', async () => {
  newSite();
  const transport = refusing(['a0']);
  const tab = openTab('tab', transport, now);
  await tab.outbox.add(waitingRows('a', 1));
  await tab.drain();
  expect(transport.requests).toEqual([['a0']]);
  expect(tab.refused).toEqual(['a0']);
});

test('the ten events after a batch with a bad one are sent too', async () => {
  newSite();
  const tab = openTab('tab', refusing(['a7']), now);
  await tab.outbox.add(waitingRows('a', 20));
  await tab.drain();
  expect(tab.sent.sort()).toEqual(
    names('a', 0, 20)
      .filter((id) => id !== 'a7')
      .sort(),
  );
});

for (let failing = 1; failing < 5; failing++) {
  test(`an outage at request ${failing} of the search loses nothing and claims nothing`, async () => {
    newSite();
    const transport = scripted((ids, nth) => {
      if (nth === failing) return retry;
      return ids.includes('a7') ? { kind: 'refused', why: 'bad' } : delivered;
    });
    const tab = openTab('tab', transport, now);
    await tab.outbox.add(waitingRows('a', 10));
    expect(await tab.drain()).toEqual(retry);
    const left = await storedRows(tab.outbox.use);
    expect(await storedClaims(tab.outbox.use)).toEqual([]);
    expect([...tab.sent, ...tab.refused, ...left.map(idOf)].sort()).toEqual(ten);
    expect((await tab.drain()).kind).toBe('empty');
    expect([...tab.sent].sort()).toEqual(ten.filter((id) => id !== 'a7'));
    expect(tab.refused).toEqual(['a7']);
  });
}
