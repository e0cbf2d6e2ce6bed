/** The page's own service worker answers instead of AWS (F40), like a worker that answers every failed request. */

import {
  answeredByWorker,
  installWorker,
  orderWorker,
  removeWorker,
  withoutKeepalive,
} from './support/answering-worker';
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';

const recommenderArn = 'arn:aws:personalize:us-east-1:000000000000:recommender/local-most-viewed';
/** Logged by the engines when they reject the answer of a service worker. */
const allow = /service ?worker|opaque/i;
const kinds = ['json', 'empty', '204', 'html', 'page', 'opaque'];

/** The number of items, or the name of the error. */
const recommend = ({ visitor }: Stage): Promise<number | string> =>
  visitor.evaluate(
    (arn) =>
      window.personalize.recommend({ recommenderArn: arn }).then(
        ({ itemList }) => itemList.length,
        ({ name }) => name,
      ),
    recommenderArn,
  );

/** The worker answers two requests; AWS answers the next ones. */
const underEach = async (stage: Stage, each: readonly string[]): Promise<void> => {
  for (const kind of each) {
    await orderWorker(stage, kind, 2);
    const ids = [await stage.click(), ...(await stage.track(2))];
    await stage.aws.until(() => ids.every(stage.arrived), `the events during '${kind}'`);
    expect(answeredByWorker(stage, kind), kind).toBe(2);
    await stage.visitor.waitFor(() => window.personalize.stats().waiting === 0);
  }
};

for (const hideRequestId of [false, true]) {
  const title = `F40 a service worker answers some requests, and the request id is ${hideRequestId ? 'hidden' : 'shown'}`;
  scenario(title, { quick: true, allow }, async (stage) => {
    stage.aws.faults({ operation: '*', times: 'always', hideRequestId });
    withoutKeepalive(stage);
    await stage.openWarm();
    await installWorker(stage);
    await underEach(stage, kinds);
    await orderWorker(stage, 'json', 1);
    expect(await recommend(stage)).toBe('OfflineError');
    // The false answer was not cached.
    expect(await recommend(stage)).toBeGreaterThan(0);
    await removeWorker(stage);
  });
}

scenario('F40 a service worker answers from its cache', { quick: true, allow }, async (stage) => {
  withoutKeepalive(stage);
  await stage.openWarm();
  await installWorker(stage);
  await orderWorker(stage, 'keep');
  const id = await stage.click();
  await stage.aws.until(() => stage.arrived(id), 'the event whose answer is cached');
  await underEach(stage, ['kept']);
  await removeWorker(stage);
});

for (const ms of [0, 120_000]) {
  const title = `F40 a service worker answers from a cache filled ${ms / 1000} s before`;
  scenario(title, { quick: true, allow }, async (stage) => {
    const { aws, visitor } = stage;
    withoutKeepalive(stage);
    await stage.openWarm();
    await installWorker(stage);
    await orderWorker(stage, 'keep');
    const id = await stage.click();
    await aws.until(() => stage.arrived(id), 'the event whose answer is cached');
    await visitor.waitFor(() => window.personalize.stats().waiting === 0);
    // Moves the clock of the device and of the service.
    withoutKeepalive(stage, `const before = Date.now; Date.now = () => before() + ${ms};`);
    aws.faults({ operation: '*', times: 'always', clockOffsetMs: ms });
    await stage.open();
    await underEach(stage, ['kept']);
    await removeWorker(stage);
  });
}

scenario(
  'F40 a service worker answers everything for a whole visit',
  { quick: true, allow },
  async (stage) => {
    const { aws, visitor } = stage;
    withoutKeepalive(stage);
    await stage.open();
    await installWorker(stage);
    for (const kind of ['json', 'empty']) {
      await orderWorker(stage, kind, 1e9);
      await stage.click();
      await stage.track(2);
      await visitor.waitFor((before) => window.personalize.stats().retried > before, 0);
      expect(await recommend(stage)).toBe('OfflineError');
      expect(await visitor.evaluate(() => window.personalize.stats().waiting)).toBe(
        stage.happened().occurred.size,
      );
      await visitor.reload();
      await visitor.waitFor(() => window.personalize.version);
    }
    expect(aws.requests()).toEqual([]);
    await removeWorker(stage);
  },
);

scenario(
  'F40 a service worker wraps every answer in a new response',
  { quick: true, allow },
  async (stage) => {
    withoutKeepalive(stage);
    await stage.open();
    await installWorker(stage);
    await orderWorker(stage, 'wrap');
    await stage.click();
    await stage.track(3);
    await stage.untilAllArrived();
    await stage.visitor.waitFor(() => window.personalize.stats().waiting === 0);
    expect(await recommend(stage)).toBeGreaterThan(0);
    await removeWorker(stage);
  },
);
