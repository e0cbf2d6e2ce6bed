/**
 * F46: a new visitor leaves soon after the first click, with an empty cache, no identity and no credentials. The test
 * counts the events on the wire before any other visit. After the next visit all must have arrived.
 */
import { isWhole } from './support/extent';
import { scenario } from './support/scenario';
import type { Stage } from './support/stage';

/** Milliseconds since the click. */
const stays = [0, 300, 1000, 3000];
/** An event that arrives within this time did not need a recovery visit. */
const momentMs = 2000;

/** The duration of the visit is what this test varies, so a fixed wait is right here. */
const stay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const leave: Record<string, (stage: Stage) => Promise<void>> = {
  'other site': ({ visitor, site }) => visitor.open(`${site.crossSiteUrl}/away.html`),
  'closed tab': ({ visitor }) => visitor.closeTab(),
};

/** Each round has its own profile, since a loaded chunk stays in the cache. */
const rounds = isWhole ? [1, 2, 3, 4, 5] : [1];

for (const [how, go] of Object.entries(leave))
  for (const ms of stays)
    for (const round of rounds) {
      const what = `${how} after ${ms / 1000} s`;
      scenario(`F46 a first visit ends: ${what}, ${round}`, { quick: true }, async (stage) => {
        const { visitor, aws } = stage;
        // This page keeps the browser open and has no tag.
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
