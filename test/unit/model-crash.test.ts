/** A page that is killed at each moment of its life in turn: its stored events arrive with the next visit. */

import { expect, test } from 'vitest';
import { CALM, type Weather } from '../support/model/network';
import { breaches } from '../support/model/oracle';
import type { Site } from '../support/model/site';
import type { Tab } from '../support/model/tab';
import { visitAndDie } from '../support/model/visits';

const weathers: Record<string, Weather> = {
  'in calm weather': CALM,
  'while answers are lost': { ...CALM, answerLost: 1 },
  offline: { ...CALM, unreached: 1 },
  'while requests hang': { ...CALM, hang: 1 },
};

/** Events, a drain, a click that leaves the page, back again, and closed. */
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

for (const [when, weather] of Object.entries(weathers)) {
  for (const bad of weather === CALM || weather.answerLost ? [false, true] : [false]) {
    test(`killed at every moment ${when}${bad ? ', with a bad event' : ''}`, async () => {
      const failed: string[] = [];
      let moments = 0;
      for (let died = true; died; ) {
        moments++;
        const outcome = await visitAndDie(moments, async (tab, site) => {
          site.service.setWeather(weather);
          if (bad) site.service.spoil('t1.3');
          await visit(tab, site);
        });
        died = outcome.died;
        const found = breaches(outcome);
        if (found.length) failed.push(`at moment ${moments}: ${found.join('; ')}`);
      }
      expect(failed.slice(0, 10)).toEqual([]);
      // Writes, claims, requests, answers and timers: a visit has many moments.
      expect(moments).toBeGreaterThan(30);
    });
  }
}
