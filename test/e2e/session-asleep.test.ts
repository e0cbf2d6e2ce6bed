/** Two tabs, one of which slept longer than a session may be idle, use the same new session. */
import { newRenderers, oneProcessATab, sharedInFirefox } from '../faults/support/processes';
import { open, openTab, sessionOf, trackStored } from '../support/consent';
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A tab of another process sees what was written to localStorage once the browser has told its process, which takes some
 * milliseconds.
 */
const untilSeen = (visitor: Visitor, session: string | undefined) =>
  visitor.waitFor((id) => localStorage.getItem('personalize.session')?.includes(`${id}`), session);

/** Both tabs have the same session once each has recorded an event. */
async function recordInBoth(visitor: Visitor, name: string): Promise<string | undefined> {
  await visitor.useTab(1);
  await trackStored(visitor, `${name} 1`);
  const session = await sessionOf(visitor);
  await visitor.useTab(0);
  await untilSeen(visitor, session);
  await trackStored(visitor, `${name} 0`);
  expect(await sessionOf(visitor)).toBe(session);
  return session;
}

/** A tab that is stopped in the middle of a transaction keeps the database locked for the other one. */
async function untilSent(visitor: Visitor): Promise<void> {
  for (const tab of [0, 1]) {
    await visitor.useTab(tab);
    await visitor.waitFor(async () => (await window.personalize.flush()).waiting === 0);
  }
}

test.describe(() => {
  test.use({ ownBrowser: true, launchExtras: oneProcessATab });
  test.skip(({ engine }) => engine === 'firefox', sharedInFirefox.firefox);

  for (const meanwhile of [false, true]) {
    const title = meanwhile ? ', while the other began a new session' : '';
    test(`one tab is stopped for longer than the idle time${title}`, async ({ visitor, aws }) => {
      const options = { session: { idleMinutes: 0.05, maxHours: 24 } };
      await open(visitor, { options });
      const renderers = await newRenderers(visitor, () => openTab(visitor, { options }));
      const old = await recordInBoth(visitor, 'before');
      await untilSent(visitor);
      for (const pid of renderers) process.kill(pid, 'SIGSTOP');
      await pause(4000);
      await visitor.useTab(0);
      if (meanwhile) await trackStored(visitor, 'meanwhile');
      // Without an event the question alone would begin a session.
      const begun = meanwhile ? await sessionOf(visitor) : undefined;
      for (const pid of renderers) process.kill(pid, 'SIGCONT');
      await visitor.useTab(1);
      if (meanwhile) await untilSeen(visitor, begun);
      const session = await recordInBoth(visitor, 'after');
      expect(session).not.toBe(old);
      await expectEvents(
        aws,
        [
          { itemId: 'before 0', sessionId: old },
          { itemId: 'before 1', sessionId: old },
          { itemId: 'after 0', sessionId: session },
          { itemId: 'after 1', sessionId: session },
          ...(meanwhile ? [{ itemId: 'meanwhile', sessionId: session }] : []),
        ],
        // A tab that becomes hidden sends at once, possibly what another tab sends.
        { repeats: true },
      );
    });
  }
});

test('the clock jumps beyond the idle time', async ({ visitor, aws }) => {
  await open(visitor, { clock: '0' });
  await openTab(visitor, { clock: '0' });
  const old = await recordInBoth(visitor, 'before');
  await aws.until(() => aws.events().length >= 2, 'the events before');
  const jump = async (minutes: number) => {
    for (const tab of [0, 1]) {
      await visitor.useTab(tab);
      await visitor.evaluate((ms) => void Reflect.set(globalThis, 'deviceIsOff', ms), minutes * 60_000);
    }
  };
  await jump(31);
  const session = await recordInBoth(visitor, 'after');
  expect(session).not.toBe(old);
  // A clock that is set back by less than the idle time ends no session.
  await jump(10);
  expect(await recordInBoth(visitor, 'set back')).toBe(session);
  await expectEvents(
    aws,
    [
      ...[0, 1].map((tab) => ({ itemId: `before ${tab}`, sessionId: old })),
      ...[0, 1].map((tab) => ({ itemId: `after ${tab}`, sessionId: session })),
      ...[0, 1].map((tab) => ({ itemId: `set back ${tab}`, sessionId: session })),
    ],
    { repeats: true, withinMs: 30_000 },
  );
});
