/** `stop()` at each moment of a drain (F44): no further request starts, and no stored event is lost. */
import { installGate } from './support/gate';
import { momentsOf, quietMs } from './support/moments';
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';

const allow = /40\d|50\d|Failed to load/;

/** Requests started since the command, in this page. */
const begunSince = ({ visitor }: Stage) =>
  visitor.evaluate(() => gate.begun.slice(gate.begun.indexOf('stop') + 1));

const chunksAsked = ({ site }: Stage) => site.requests.filter(({ path }) => path.includes('personalize-'));

for (const [what, reach] of momentsOf('stop')) {
  scenario(`F44 stop() ${what}`, { quick: true, allow }, async (stage) => {
    const { visitor, aws } = stage;
    stage.before(installGate);
    await stage.open();
    const release = await reach(stage);
    const before = aws.requests().length;
    await release();
    const chunks = chunksAsked(stage).length;
    await aws.untilQuiet(quietMs(what));
    expect(await begunSince(stage)).toEqual([]);
    expect(aws.requests()).toHaveLength(before);
    expect(await visitor.evaluate(() => window.personalize.track('View').then((id) => id ?? 'none'))).toBe(
      'none',
    );
    await visitor.open('/away.html');
    await aws.untilQuiet(300);
    expect(aws.requests()).toHaveLength(before);
    expect(chunksAsked(stage)).toHaveLength(chunks);
  });
}
