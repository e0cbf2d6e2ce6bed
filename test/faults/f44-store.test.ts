/**
 * `stop()` and `forget()` while the store is read, written and cleared (F44): at a random operation, chosen by the
 * seed.
 */
import { installGate } from './support/gate';
import type { Command } from './support/moments';
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';
import { tracesIn } from './support/traces';

const ROUNDS = 8;

/** The approximate number of each operation in a drain of twelve events. */
const operations = { put: 14, delete: 12, getAll: 5, getAllKeys: 5, count: 4 };
const whens = ['at once', 'when it is answered', 'when its transaction is complete'];

interface Moment {
  name: string;
  nth: number;
  when: string;
}

const draw = ({ random }: Stage): Moment => {
  const [name, most] = random.oneOf(Object.entries(operations));
  return { name, nth: random.between(1, most), when: random.oneOf(whens) };
};

/** Runs in the page: tracks twelve events and calls the command at that operation, or at the end if there are fewer. */
const callAt = ({ name, nth, when }: Moment, command: Command): void => {
  // Tracked first, since pending rows are sent while the witness writes its record. Nothing is stored in this task.
  void witness.track(12);
  let called = false;
  const call = (): void => {
    if (!called) gate.call(command);
    called = true;
  };
  const store = IDBObjectStore.prototype as unknown as Record<string, (...args: unknown[]) => IDBRequest>;
  const real = store[name] as (typeof store)[string];
  let count = 0;
  store[name] = function (this: IDBObjectStore, ...args) {
    const request = real.apply(this, args);
    if (++count !== nth) return request;
    if (when === 'at once') queueMicrotask(call);
    else if (when === 'when it is answered') request.addEventListener('success', call);
    else this.transaction.addEventListener('complete', call);
    return request;
  };
  // Rows left by a stopped page may be sent before this listener is added.
  window.personalize.on('sent', () => window.personalize.stats().sent >= 12 && setTimeout(call, 100));
};

const round = async (stage: Stage, command: Command): Promise<void> => {
  const { visitor, aws } = stage;
  await stage.open();
  const moment = draw(stage);
  await visitor.evaluate(callAt, moment, command);
  await visitor.waitFor((name) => gate.begun.includes(name), command);
  await aws.untilQuiet(400);
  const words = `${command}() at ${moment.name} ${moment.nth}, ${moment.when}`;
  const since = await visitor.evaluate((name) => gate.begun.slice(gate.begun.indexOf(name) + 1), command);
  if (command === 'stop') return expect(since, words).toEqual([]);
  // A pending write triggers a drain that finds no rows. It may have requested credentials for a new guest and got
  // answers.
  expect(since, words).not.toContain('/events');
  const traces = await tracesIn(stage);
  expect(
    traces.filter((key) => !/credentials|answers/.test(key)),
    words,
  ).toEqual([]);
};

const limits = { quick: true, requestsAMinute: 60, credentialsAMinute: 20 };

scenario('F44 stop() at operations of the store', limits, async (stage) => {
  stage.before(installGate);
  for (let n = 0; n < ROUNDS; n++) await round(stage, 'stop');
});

scenario('F44 forget() at operations of the store', limits, async (stage) => {
  stage.before(installGate);
  for (let n = 0; n < ROUNDS; n++) {
    await round(stage, 'forget');
    const before = new Set(stage.happened().occurred);
    stage.excuse((id) => before.has(id));
  }
  // The page that called forget() continues.
  await stage.track(12);
  await stage.untilAllArrived();
});
