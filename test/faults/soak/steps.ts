/**
 * The steps of a soak: user actions and faults, chosen at random. Each takes at most a second or two and has a name.
 */
import type { FaultOrder } from '../../support/local-aws';
import type { Stage } from '../support/stage';

type Step = (stage: Stage) => Promise<void>;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const putEventsFaults: Omit<FaultOrder, 'operation'>[] = [
  { status: 500 },
  { status: 502, body: '<html>Bad Gateway</html>' },
  { errorType: 'ServiceUnavailable', status: 503 },
  { errorType: 'ThrottlingException', status: 400 },
  { status: 429 },
  { status: 200, body: '<html>Sign in to this Wi-Fi</html>' },
  { errorType: 'ExpiredTokenException' },
  { hang: 'before' },
  { hang: 'after' },
  { reset: 'before' },
  { reset: 'after' },
  { half: true },
  { cors: false },
  { delayMs: 700 },
  { preflight: true, delayMs: 500 },
];

/** The tab may still be navigating because of another step. */
const click =
  (target: string): Step =>
  async (stage) => {
    await stage.click(target);
  };

const steps: Record<string, [weight: number, step: Step]> = {
  click: [10, click('#item')],
  track: [6, async (stage) => void (await stage.track(stage.random.between(1, 12)))],
  wait: [5, ({ random }) => pause(random.between(20, 900))],
  'fault at PutEvents': [
    5,
    async ({ aws, random }) => {
      const fault = random.oneOf(putEventsFaults);
      aws.faults({ operation: 'PutEvents', times: random.between(1, 2), ...fault });
    },
  ],
  'fault at Cognito': [
    1,
    async ({ aws, random }) => {
      const operation = random.oneOf(['GetId', 'GetCredentialsForIdentity']);
      aws.faults({ operation, ...random.oneOf([{ status: 500 }, { reset: true }, { delayMs: 800 }]) });
    },
  ],
  'credentials expire': [1, async ({ aws }) => aws.expireCredentials()],
  'AWS down': [2, ({ aws }) => aws.down()],
  'AWS up': [4, ({ aws }) => aws.up()],
  reload: [
    3,
    async ({ visitor }) => {
      await visitor.reload();
      await visitor.waitFor(() => window.personalize.version);
    },
  ],
  'click to the next page': [
    3,
    async (stage) => {
      await stage.click('#next');
      await stage.visitor.waitForUrl('?next');
      await stage.visitor.waitFor(() => window.personalize.version);
    },
  ],
  'click to leave, then another visit': [
    3,
    async (stage) => {
      await stage.click(stage.random.oneOf(['#same', '#far', '#script', '#submit']));
      await stage.visitor.waitForUrl('/away.html');
      await stage.open();
    },
  ],
  'leave and go back': [
    2,
    async (stage) => {
      await stage.click('#same');
      await stage.visitor.waitForUrl('/away.html');
      await stage.visitor.back();
      await stage.visitor.waitFor(() => window.personalize.version);
    },
  ],
  'open a tab': [1, (stage) => stage.newTab()],
  'click, then close the tab': [
    1,
    async (stage) => {
      await stage.newTab();
      await stage.click();
      await stage.visitor.closeTab();
    },
  ],
  'power failure': [
    1,
    async (stage) => {
      // Events are normally stored within 20 ms (F7), but the machine is busy during a soak.
      await pause(250);
      const pages = await stage.visitor.evaluateEverywhere(() =>
        typeof witness === 'undefined' ? undefined : { page: witness.page, safe },
      );
      // Events that the tag did not report as stored may be lost with their page.
      const unsafe = pages.flatMap((each) =>
        [...stage.happened().occurred].filter(
          (id) => each && id.includes(`-${each.page}-`) && !each.safe.includes(id),
        ),
      );
      stage.excuse((id) => unsafe.includes(id));
      await stage.visitor.kill();
      await stage.visitor.restart();
      await stage.open();
    },
  ],
};

const bag = Object.entries(steps).flatMap(([name, [weight]]) => Array<string>(weight).fill(name));

/** Runs this many random steps. Calls `onStep` with the name of each step before it runs. */
export const takeSteps = async (
  stage: Stage,
  count: number,
  onStep: (name: string) => void,
): Promise<void> => {
  await stage.open();
  for (let n = 0; n < count; n++) {
    const name = stage.random.oneOf(bag);
    onStep(name);
    await steps[name]?.[1](stage);
  }
};
