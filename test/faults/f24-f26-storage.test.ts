/** Storage failures (F24 to F26): events are sent from memory, and no event is falsely reported as stored. */
import * as broken from './support/broken-storage';
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';

/** Nothing can be stored, so all events must be sent while the page is open. */
const sendsFromMemory = async (stage: Stage, breakIt: () => void): Promise<void> => {
  stage.before(breakIt);
  await stage.open();
  await stage.click();
  await stage.track(3);
  await stage.untilAllArrived(20_000);
  for (let n = 0; n < 3; n++) await stage.click();
  await stage.track(12);
  await stage.untilAllArrived(20_000);
};

/** New events cannot be stored. Events stored before cannot be read, and are sent by the next visit. */
const sendsFromMemoryAfter = async (stage: Stage, breakIt: () => void): Promise<void> => {
  stage.before(breakIt);
  await stage.openWarm();
  await stage.visitor.evaluate(() => void Object.assign(window, { storageIsBroken: true }));
  const ids = [await stage.click(), ...(await stage.track(3)), await stage.click()];
  await stage.aws.until(() => ids.every(stage.arrived), 'the events since then', 20_000);
};

scenario('F24 IndexedDB never answers open', { quick: true }, (stage) =>
  sendsFromMemory(stage, broken.openHangs),
);
scenario('F24 transactions never end', {}, (stage) => sendsFromMemoryAfter(stage, broken.transactionsHang));

scenario('F24 IndexedDB never answers open, and the page is left', { quick: true }, async (stage) => {
  stage.before(broken.openHangs);
  await stage.open();
  await stage.aws.down();
  const tracked = stage.track(3).catch(() => []);
  await stage.click();
  await stage.visitor.evaluate(() => new Promise((resolve) => setTimeout(resolve, 2500)));
  await stage.click('#same');
  await stage.visitor.waitForUrl('/away.html');
  await tracked;
});

scenario('F25 IndexedDB fails to open', {}, (stage) => sendsFromMemory(stage, broken.openFails));
scenario('F25 IndexedDB is undefined', { quick: true }, (stage) =>
  sendsFromMemory(stage, broken.isUndefined),
);
scenario('F25 all storage throws', { quick: true }, (stage) =>
  sendsFromMemory(stage, broken.everythingThrows),
);
scenario('F25 IndexedDB loses its server while the page is open', {}, (stage) =>
  sendsFromMemoryAfter(stage, broken.losesItsServer),
);

scenario('F26 every third put fails', {}, (stage) => sendsFromMemory(stage, broken.putsFail));
scenario('F26 every third commit throws', {}, (stage) => sendsFromMemory(stage, broken.commitsFail));
scenario('F26 aborted after success', { quick: true }, (stage) =>
  sendsFromMemory(stage, broken.abortsAfterSuccess),
);

scenario('F26 events reported as stored survive a kill', { ownBrowser: true }, async (stage) => {
  const { visitor, aws } = stage;
  stage.before(broken.abortsAfterSuccess);
  aws.faults({ operation: '*', hang: true, times: 'always' });
  await stage.open();
  const tracked: string[] = [];
  for (let n = 0; n < 6; n++) {
    const ids = await Promise.race([
      stage.track(1),
      new Promise<string[]>((resolve) => setTimeout(resolve, 4000, [])),
    ]);
    tracked.push(...ids);
  }
  await visitor.kill();
  await visitor.restart();
  // Only events that were not reported as stored may be lost.
  stage.excuse((id, { stored }) => !stored.has(id));
  expect(tracked.every((id) => stage.happened().stored.has(id))).toBe(true);
});
