/**
 * F46: a new visitor leaves soon after the first click, with nothing warm: no chunk in the cache, no identity, no
 * credentials. What of it is on the wire before any other visit is counted; after the next visit all of it must be.
 */
import { isWhole } from './support/extent';
import { scenario } from './support/scenario';
import type { Stage } from './support/stage';

/** Since the click. */
const stays = [0, 300, 1000, 3000];
/** What is on the wire by then was there without a recovery visit. */
const momentMs = 2000;

/** How long a visitor stays is the subject here. */
const stay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const leave: Record<string, (stage: Stage) => Promise<void>> = {
  'other site': ({ visitor, site }) => visitor.open(`${site.crossSiteUrl}/away.html`),
  'closed tab': ({ visitor }) => visitor.closeTab(),
};

/** Each in a profile of its own: whatever is loaded once makes the next visit a warm one. */
const rounds = isWhole ? [1, 2, 3, 4, 5] : [1];

for (const [how, go] of Object.entries(leave))
  for (const ms of stays)
    for (const round of rounds) {
      const what = `${how} after ${ms / 1000} s`;
      scenario(`F46 a first visit ends: ${what}, ${round}`, { quick: true }, async (stage) => {
        const { visitor, aws } = stage;
        // It keeps the browser open, and has no tag.
        await visitor.open('/away.html');
        await visitor.newTab('/fault.html');
        await visitor.waitFor(() => window.personalize.version);
        const id = await stage.click();
        await stay(ms);
        await go(stage);
        await aws.until(() => stage.arrived(id), 'the click', momentMs).catch(() => undefined);
        stage.count(`F46 ${what}, on the wire before any other visit`, stage.arrived(id));
      });
    }
