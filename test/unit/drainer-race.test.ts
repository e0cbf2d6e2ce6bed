/** A page may be left while a drain reads from the store. */

import { expect, test } from 'vitest';
import { waitingRows } from '../support/unit-rows';
import { newSite, openTab, storedIds } from '../support/unit-tab';
import { createTimers, settled } from '../support/unit-timers';
import { scripted } from '../support/unit-transport';

const { now } = createTimers();

test('nothing is sent twice, whenever the page is left during a drain', async () => {
  for (let turns = 0; turns < 30; turns++) {
    newSite();
    const transport = scripted();
    const tab = openTab('tab', transport, now);
    await tab.store(waitingRows('a', 2));
    const drained = tab.drain();
    await settled(turns);
    tab.leave();
    await drained;
    await settled();
    expect(transport.requests, `left after ${turns} turns`).toEqual([['a0', 'a1']]);
    expect(await storedIds(tab.outbox.use)).toEqual([]);
  }
});
