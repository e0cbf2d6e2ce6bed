/** Power failure (F6, F7): SIGKILL to every process of the browser at once. */
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';

/** Without this, Firefox shows a dialog after a few crashes. */
const launchExtras = { firefoxPrefs: { 'toolkit.startup.max_resumed_crashes': -1 } };

scenario(
  'F6 killed after events were stored: none of them is lost',
  { ownBrowser: true, quick: true, launchExtras },
  async (stage) => {
    const { visitor, aws } = stage;
    for (const stored of [1, 10, 25]) {
      await stage.open();
      aws.faults({ operation: 'PutEvents', hang: 'before', times: 'always' });
      const asked = aws.requests('PutEvents').length;
      await stage.track(stored);
      // In flight but never processed: a row deleted from the outbox by now would be lost.
      const isAsked = (): boolean => aws.requests('PutEvents').length > asked;
      await aws.until(isAsked, 'a request that hangs', 5000).catch(() => undefined);
      stage.count('F6 killed with a request in flight', isAsked());
      await visitor.kill();
      await visitor.restart();
      aws.clearFaults();
    }
  },
);

scenario(
  'F6 killed while requests are in flight and being answered',
  { ownBrowser: true, launchExtras, timeoutMs: 180_000 },
  async (stage) => {
    const { visitor, aws, random } = stage;
    for (let round = 0; round < 4; round++) {
      await stage.open();
      aws.faults(
        { operation: 'PutEvents', delayMs: random.between(0, 300), skip: random.between(0, 1), times: 2 },
        { operation: 'PutEvents', hang: 'before', times: 'always' },
      );
      await stage.track(random.between(5, 40));
      const sent = aws.requests('PutEvents').length + random.between(0, 2);
      await aws.until(() => aws.requests('PutEvents').length >= sent, 'more requests', 8000).catch(() => {});
      await visitor.kill();
      await visitor.restart();
      aws.clearFaults();
    }
  },
);

const times = [0, 1, 2, 5, 10, 20, 50];
/** From the tag's click handler to `oncomplete`: 2 to 9 ms (Chromium), 1 to 6 (Firefox), 2 to 3 (WebKitGTK). */
const surelyStoredMs = 20;

/**
 * Page and driver share a clock and agree on the moment when the tag handles a click. The witness's synchronous request
 * blocks the page in Firefox for 15 to 45 ms after it was answered, which is not part of a real click.
 */
const AGREED_MS = 300;
const holdClicks = (): void => {
  const hold = (): void => {
    const request = new XMLHttpRequest();
    request.open('GET', '/moment', false);
    request.send();
    const moment = Number(request.responseText);
    while (Date.now() < moment);
  };
  addEventListener('click', hold, true);
};

/** Kills the browser `ms` after the tag handled the click. The process ids are read before. */
const clickThenKill = async ({ visitor, site, click, happened }: Stage, ms: number): Promise<string> => {
  const pids = visitor.processes().map(({ pid }) => pid);
  const known = happened().occurred;
  const killed = new Promise<void>((resolve) => {
    site.route('/moment', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' }).end(String(Date.now() + AGREED_MS));
      // Not a busy wait: the browser needs the CPU to store the event.
      setTimeout(() => {
        for (const pid of pids) killNow(pid);
        resolve();
      }, AGREED_MS + ms);
    });
  });
  // The driver may not get the result of its click.
  await Promise.all([killed, click().catch(() => undefined)]);
  await visitor.kill();
  return [...happened().occurred].find((id) => !known.has(id)) ?? '';
};

const killNow = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended together with another process.
  }
};

const measureSurvival = async (stage: Stage, rounds: number, of: readonly number[]): Promise<void> => {
  const { visitor, aws } = stage;
  const clicks: { id: string; ms: number }[] = [];
  stage.before(holdClicks);
  for (let round = 0; round < rounds; round++) {
    for (const ms of of) {
      await stage.open();
      // Wait until the database is open. This takes many milliseconds in Firefox, and no user clicks within them.
      await visitor.evaluate(async () => void (await window.personalize.flush()));
      clicks.push({ id: await clickThenKill(stage, ms), ms });
      await visitor.restart();
    }
  }
  stage.excuse((id) => clicks.some((each) => each.id === id && each.ms < surelyStoredMs));
  await stage.open();
  const due = clicks.filter(({ ms }) => ms >= surelyStoredMs);
  await aws
    .until(() => due.every(({ id }) => stage.arrived(id)), 'the stored clicks', 40_000)
    .catch(() => undefined);
  await aws.untilQuiet(500);
  for (const { id, ms } of clicks) stage.count(`F7 killed ${ms} ms after the click`, stage.arrived(id));
  expect(
    clicks.every(({ id }) => id !== ''),
    'every click was seen',
  ).toBe(true);
};

/** The last seconds of localStorage are lost, including the credentials: the next visit requests new ones. */
const power = { ownBrowser: true, launchExtras, credentialsAMinute: 60 };

scenario(
  'F7 killed t ms after a click: the survival curve',
  { ...power, alone: true, timeoutMs: 600_000 },
  (stage) => measureSurvival(stage, 5, times),
);
