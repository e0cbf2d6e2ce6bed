/** `stop()` and `forget()` while users and items are being sent to their datasets (F44). */

import { holdFile } from '../support/hold-file';
import { installGate } from './support/gate';
import { type Command, chunkOf } from './support/moments';
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';
import { tracesIn } from './support/traces';

const datasets = 'arn:aws:personalize:us-east-1:000000000000:dataset/local-shop';
const options = { usersDatasetArn: `${datasets}/USERS`, itemsDatasetArn: `${datasets}/ITEMS` };
const limits = { quick: true, allow: /50\d|Failed to load/ };

/** Initialized after the page has loaded: in Firefox and WebKit a pending import delays `load`. */
const openWithDatasets = async (stage: Stage): Promise<void> => {
  stage.before(installGate);
  await stage.open();
  await stage.visitor.evaluate(
    (given) => {
      window.personalize.stop();
      window.personalize.init(given as never);
    },
    {
      trackingId: '20000000-0000-4000-8000-000000000001',
      identityPoolId: 'us-east-1:10000000-0000-4000-8000-000000000001',
      endpoint: stage.aws.url,
      botFilter: false,
      flush: { delayMs: 50 },
      ...options,
    },
  );
};

/** Puts one user, and items for two requests. `answered` gets the result for the items. */
const put = ({ visitor }: Stage, id: string) =>
  visitor.evaluate((name) => {
    window.personalize.identify(name, { age: 34 });
    const items = Array.from({ length: 12 }, (_, n) => ({ itemId: `${name}-${n}`, properties: { n } }));
    void window.personalize.putItems(items).then((stored) => {
      Object.assign(globalThis, { answered: `${stored}` });
    });
  }, id);

const answered = ({ visitor }: Stage) =>
  visitor.waitFor(() => (globalThis as unknown as { answered?: string }).answered);

const call = ({ visitor }: Stage, command: Command) => visitor.evaluate((name) => gate.call(name), command);

/** Each puts records, calls the command at its moment, and lets the page continue. */
const moments: Record<string, (stage: Stage, command: Command) => Promise<unknown>> = {
  'while their chunk loads': async (stage, command) => {
    const held = holdFile(stage.site, chunkOf('datasets'));
    await openWithDatasets(stage);
    await put(stage, 'first');
    await held.requested;
    await call(stage, command);
    held.release();
    await stage.visitor.evaluate((path) => import(path).then(() => true), chunkOf('datasets'));
  },
  'while GetId is in flight': (stage, command) => whileHeld(stage, command, 'GetId'),
  'while PutItems is in flight': (stage, command) => whileHeld(stage, command, '/items'),
  'during a back-off': async (stage, command) => {
    const fault = { status: 503, times: 1 };
    stage.aws.faults({ operation: 'PutItems', ...fault }, { operation: 'PutUsers', ...fault });
    await openWithDatasets(stage);
    await put(stage, 'first');
    await stage.visitor.waitFor(() => window.personalize.stats().retried === 2);
    await call(stage, command);
  },
};

const whileHeld = async (stage: Stage, command: Command, operation: string): Promise<void> => {
  await openWithDatasets(stage);
  await stage.visitor.evaluate((name) => gate.hold(name), operation);
  await put(stage, 'first');
  await answered(stage);
  await stage.visitor.waitFor(() => gate.isHeld);
  await call(stage, command);
  await stage.visitor.evaluate(() => gate.open());
};

const hasAll = ({ aws: { state } }: Stage, id: string): boolean =>
  state.users.has(id) && state.items.has(`${id}-0`) && state.items.has(`${id}-11`);

const ofFirst = ({ aws: { state } }: Stage): string[] =>
  [...state.users.keys(), ...state.items.keys()].filter((id) => id.startsWith('first'));

const begunSince = ({ visitor }: Stage, command: Command) =>
  visitor.evaluate((name) => gate.begun.slice(gate.begun.indexOf(name) + 1), command);

for (const [what, reach] of Object.entries(moments)) {
  scenario(`F44 stop() with users and items ${what}`, limits, async (stage) => {
    const { aws } = stage;
    await reach(stage, 'stop');
    await aws.untilQuiet(1200);
    expect(await begunSince(stage, 'stop')).toEqual([]);
    stage.options(options);
    await stage.open();
    await stage.track(1);
    await stage.untilAllArrived();
    // Records that were not stored yet are put again by the page, as on each page view.
    if (what.includes('chunk')) await put(stage, 'first');
    await aws.until(() => hasAll(stage, 'first'), 'all users and items');
  });

  scenario(`F44 forget() with users and items ${what}`, limits, async (stage) => {
    const { aws } = stage;
    await reach(stage, 'forget');
    await answered(stage);
    const had = ofFirst(stage);
    await aws.untilQuiet(1200);
    expect(await begunSince(stage, 'forget')).toEqual([]);
    expect(await tracesIn(stage)).toEqual([]);
    await put(stage, 'second');
    await stage.track(1);
    await stage.untilAllArrived();
    await aws.until(() => hasAll(stage, 'second'), 'all users and items');
    expect(ofFirst(stage)).toEqual(had);
  });
}
