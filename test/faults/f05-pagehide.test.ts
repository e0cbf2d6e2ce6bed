/** F5: an event that is tracked in `pagehide`, when the page is about to end. */
import { scenario } from './support/scenario';
import type { Stage } from './support/stage';

const rounds = 5;

/** The page tracks in `pagehide`. The driver records the id beforehand, since no witness can wait in `pagehide`. */
const trackInPagehide = async (stage: Stage, leave: () => Promise<void>, note: string): Promise<void> => {
  for (let round = 1; round <= rounds; round++) {
    const id = `pagehide-x-${round}`;
    await stage.openWarm();
    await stage.visitor.evaluate((itemId) => {
      addEventListener('pagehide', () => void window.personalize.track('View', { itemId }));
    }, id);
    stage.occurred(id);
    await leave();
    await stage.aws.until(() => stage.arrived(id), 'the event', 1500).catch(() => undefined);
    stage.count(note, stage.arrived(id));
  }
};

scenario('F5 an event tracked in pagehide, navigating to another page', { quick: true }, (stage) =>
  trackInPagehide(
    stage,
    () => stage.visitor.open('/away.html'),
    'F5 navigation, on the wire before any other visit',
  ),
);

scenario('F5 an event tracked in pagehide, navigating to another site', {}, (stage) =>
  trackInPagehide(
    stage,
    () => stage.visitor.open(`${stage.site.crossSiteUrl}/away.html`),
    'F5 other site, on the wire before any other visit',
  ),
);

scenario('F5 an event tracked in pagehide when the tab is closed', {}, async (stage) => {
  // Firefox gives a closing tab one millisecond: the event is counted, not required.
  if (stage.engine === 'firefox') stage.excuse((id) => id.startsWith('pagehide-'));
  await stage.visitor.open('/away.html');
  await trackInPagehide(
    { ...stage, openWarm: () => stage.newTabWarm() },
    () => stage.visitor.closeTab(),
    'F5 closed tab, on the wire before any other visit',
  );
});
