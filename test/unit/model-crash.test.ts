/** Kills a page at each of its moments in turn: its stored events arrive with the next visit. */

import { expect, test } from 'vitest';
import { type NetworkFaults, NO_NETWORK_FAULTS } from '../support/model/network';
import { breaches } from '../support/model/oracle';
import type { Site } from '../support/model/site';
import type { Tab } from '../support/model/tab';
import { visitAndCrash } from '../support/model/visits';

const faultsOf: Record<string, NetworkFaults> = {
  'without network faults': NO_NETWORK_FAULTS,
  'while answers are lost': { ...NO_NETWORK_FAULTS, answerLost: 1 },
  offline: { ...NO_NETWORK_FAULTS, unreached: 1 },
  'while requests hang': { ...NO_NETWORK_FAULTS, hang: 1 },
};

/** Events, a drain, a click that leaves the page, a return, and a close. */
async function visit(tab: Tab, { world }: Site): Promise<void> {
  for (let nth = 0; nth < 12; nth++) tab.track();
  await world.pass(1500);
  tab.track();
  await world.pass(200);
  tab.track(true);
  await world.pass(5);
  tab.hide();
  await world.pass(300);
  tab.show();
  tab.track();
  await world.pass(12_000);
  tab.track(true);
  await world.pass(0);
  tab.pagehide();
}

for (const [when, faults] of Object.entries(faultsOf)) {
  for (const bad of faults === NO_NETWORK_FAULTS || faults.answerLost ? [false, true] : [false]) {
    test(`killed at every moment ${when}${bad ? ', with a bad event' : ''}`, async () => {
      const failed: string[] = [];
      let moments = 0;
      for (let crashed = true; crashed; ) {
        moments++;
        const outcome = await visitAndCrash(moments, async (tab, site) => {
          site.service.setFaults(faults);
          if (bad) site.service.alwaysRefuse('t1.3');
          await visit(tab, site);
        });
        crashed = outcome.crashed;
        const found = breaches(outcome);
        if (found.length) failed.push(`at moment ${moments}: ${found.join('; ')}`);
      }
      expect(failed.slice(0, 10)).toEqual([]);
      // Writes, claims, requests, answers and timers: a visit has many moments.
      expect(moments).toBeGreaterThan(30);
    });
  }
}
