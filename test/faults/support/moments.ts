/** The moments of a drain, from the first event to the last answer. A command is called at each of them. */
import { holdFile } from '../../support/hold-file';
import type { Stage } from './stage';

export type Command = 'stop' | 'forget';

/** Brings an open page to the moment and calls the command. Resolves to a function that lets the page continue. */
export type Moment = (
  stage: Stage,
  /** Calls the command while the page waits, in this tab or in another one. */
  call: () => Promise<void>,
) => Promise<() => Promise<void>>;

export const chunkOf = (name: string): string => `/dist/personalize-${name}.min.js`;

/** Longer than any pending delay: the first back-off is at most one second, or two if AWS requests that. */
export const quietMs = (what: string): number =>
  what.includes('back-off') ? 2300 : /lost|503/.test(what) ? 1300 : 700;

const nothing = async (): Promise<void> => {};

/** The command is called while an answer is delayed. Then the answer arrives, or the connection is lost. */
const whileHeld =
  (operation: string, { isLost = false, fault = {} } = {}): Moment =>
  async (stage, call) => {
    const { visitor, aws } = stage;
    if (Object.keys(fault).length > 0) aws.faults({ operation: 'PutEvents', ...fault });
    await visitor.evaluate((name) => gate.hold(name), operation);
    await stage.track(12);
    await visitor.waitFor(() => gate.isHeld);
    await call();
    return () => visitor.evaluate((lost) => gate.open(lost), isLost);
  };

/** Moments at which the page waits for something: the command may come from another tab as well. */
export const waits: Record<string, Moment> = {
  'while the chunk loads': async (stage, call) => {
    const held = holdFile(stage.site, chunkOf('aws'));
    await stage.track(3);
    await held.requested;
    await call();
    return async () => {
      held.release();
      // Resolves once the module requested by the tag is loaded.
      await stage.visitor.evaluate((path) => import(path).then(() => true), chunkOf('aws'));
    };
  },
  'while GetId is in flight': whileHeld('GetId'),
  'while GetCredentialsForIdentity is in flight': whileHeld('GetCredentialsForIdentity'),
  'while PutEvents is in flight': whileHeld('/events'),
  'while PutEvents is in flight, and its connection is lost': whileHeld('/events', { isLost: true }),
  'while PutEvents is in flight, and is answered with 503': whileHeld('/events', {
    fault: { status: 503 },
  }),
  'while PutEvents is in flight, and is refused': whileHeld('/events', {
    fault: { errorType: 'InvalidInputException', status: 400, message: 'no good' },
  }),
  'during a back-off': async (stage, call) => {
    // The maximum delay, so that the back-off has not ended before the command.
    stage.aws.faults({ operation: 'PutEvents', status: 503, headers: { 'retry-after': '2' } });
    await stage.track(3);
    await stage.visitor.waitFor(() => window.personalize.stats().retried);
    await call();
    return nothing;
  },
};

/** Moments within one task: the page itself calls the command. */
const tasks: Record<string, (stage: Stage, command: Command) => Promise<unknown>> = {
  'in the task of the first event': ({ visitor }, command) =>
    visitor.evaluate((name) => {
      const tracked = witness.track(3);
      gate.call(name);
      return tracked;
    }, command),
  'before the chunk is requested': ({ visitor }, command) =>
    visitor.evaluate(async (name) => {
      await witness.track(3);
      gate.call(name);
    }, command),
  'between two requests of a backlog': ({ visitor }, command) =>
    visitor.evaluate(async (name) => {
      let sent = 0;
      const called = new Promise<void>((resolve) => {
        const off = window.personalize.on('sent', () => {
          if (++sent < 10) return;
          off();
          gate.call(name);
          resolve();
        });
      });
      await witness.track(35);
      await called;
    }, command),
  'as a back-off begins': ({ visitor, aws }, command) => {
    aws.faults({ operation: 'PutEvents', status: 503 });
    return visitor.evaluate(async (name) => {
      const called = new Promise<void>((resolve) => {
        const off = window.personalize.on('retry', () => {
          off();
          gate.call(name);
          resolve();
        });
      });
      await witness.track(3);
      await called;
    }, command);
  },
};

/** Every moment, with the command called by the page itself. */
export const momentsOf = (
  command: Command,
): [what: string, reach: (stage: Stage) => ReturnType<Moment>][] => [
  ...Object.entries(tasks).map(([what, reach]): ReturnType<typeof momentsOf>[number] => [
    what,
    async (stage) => {
      await reach(stage, command);
      return nothing;
    },
  ]),
  ...Object.entries(waits).map(([what, moment]): ReturnType<typeof momentsOf>[number] => [
    what,
    (stage) => moment(stage, () => stage.visitor.evaluate((name) => gate.call(name), command)),
  ]),
];
