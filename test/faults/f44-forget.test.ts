/**
 * `forget()` at each moment of a drain (F44): earlier data are erased and not sent, and later events use a new session.
 */
import { installGate } from './support/gate';
import { momentsOf, quietMs, waits } from './support/moments';
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';
import { tracesIn } from './support/traces';

const allow = /40\d|50\d|Failed to load/;
const options = { quick: true, allow, requestsAMinute: 60, credentialsAMinute: 20 };

/** The user signed in on an earlier page, so that the user of each event is visible. */
const signedIn = `(${String(installGate)})(); localStorage.setItem('personalize.user', '"user-1"');`;

const sessionOf = ({ visitor }: Stage) => visitor.evaluate(() => `${window.personalize.sessionId}`);

/** Events so far may be missing, and none of them may arrive later. */
const forgotten = (stage: Stage) => {
  const before = new Set(stage.happened().occurred);
  stage.excuse((id) => before.has(id));
  const arrived = () => stage.aws.events().filter(({ itemId = '' }) => before.has(itemId)).length;
  return { before, arrived, at: arrived() };
};

/** The open tab continues as a new anonymous visitor. */
const continueAnonymously = async (
  stage: Stage,
  { before, arrived, at }: ReturnType<typeof forgotten>,
  session: string,
) => {
  const { aws, visitor } = stage;
  await stage.track(12);
  await stage.untilAllArrived();
  await visitor.waitFor(() => window.personalize.stats().waiting === 0);
  expect(arrived(), 'earlier events are not sent').toBe(at);
  const since = aws.events().filter(({ itemId = '' }) => !before.has(itemId));
  expect(new Set(since.map(({ userId }) => userId ?? 'anonymous'))).toEqual(new Set(['anonymous']));
  const sessions = new Set(since.map(({ sessionId }) => sessionId));
  expect(sessions.size).toBe(1);
  expect(sessions).not.toContain(session);
};

for (const [what, reach] of momentsOf('forget')) {
  scenario(`F44 forget() ${what}`, options, async (stage) => {
    stage.before(signedIn);
    await stage.open();
    const session = await sessionOf(stage);
    const release = await reach(stage);
    const known = forgotten(stage);
    await release();
    await stage.aws.untilQuiet(quietMs(what));
    expect(await stage.visitor.evaluate(() => gate.begun.slice(gate.begun.indexOf('forget') + 1))).toEqual(
      [],
    );
    expect(await tracesIn(stage)).toEqual([]);
    await continueAnonymously(stage, known, session);
  });
}

for (const [what, moment] of Object.entries(waits)) {
  scenario(`F44 forget() in another tab ${what}`, options, async (stage) => {
    const { visitor, aws } = stage;
    stage.before(signedIn);
    await stage.open();
    await stage.newTab();
    await visitor.useTab(0);
    const session = await sessionOf(stage);
    const release = await moment(stage, async () => {
      await visitor.evaluate(() => gate.begun.push('forget'));
      await visitor.useTab(1);
      await visitor.evaluate(() => window.personalize.forget());
      await visitor.useTab(0);
      await visitor.waitFor(() => window.personalize.stats().waiting === 0);
    });
    const known = forgotten(stage);
    await release();
    await aws.untilQuiet(quietMs(what));
    expect(await visitor.evaluate(() => gate.begun.slice(gate.begun.indexOf('forget') + 1))).toEqual([]);
    expect(await tracesIn(stage)).toEqual([]);
    for (const tab of [1, 0]) {
      await visitor.useTab(tab);
      await continueAnonymously(stage, known, session);
    }
  });
}

scenario('F44 forget() after stop()', options, async (stage) => {
  const { visitor, aws } = stage;
  stage.before(signedIn);
  await stage.open();
  await visitor.evaluate(async () => {
    await witness.track(3);
    window.personalize.stop();
    window.personalize.forget();
  });
  const known = forgotten(stage);
  await aws.untilQuiet(300);
  expect(await tracesIn(stage)).toEqual([]);
  expect(aws.requests()).toEqual([]);
  stage.before(installGate);
  await stage.open();
  await continueAnonymously(stage, known, '');
});
