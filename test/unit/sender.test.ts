/** The tag's half of delivery: when the chunk is fetched, what leaves with the page, and that stopped is stopped. */

import { expect, test, vi } from 'vitest';
import { parseOptions } from '../../src/config';
import { createPatience } from '../../src/delivery/patience';
import { createSender } from '../../src/delivery/sender';
import type { Delivery, DeliveryParts, Drained } from '../../src/delivery/transport';
import type { Waiting } from '../../src/outbox/rows';
import { claimed, idsOf, waitingRows } from '../support/unit-rows';
import { createTexts } from '../support/unit-storage';
import { createTimers, settled } from '../support/unit-timers';
import { gate } from '../support/unit-transport';

// Nothing here waits for an idle page.
vi.mock('../../src/browser/idle', () => ({ whenIdle: (fn: () => void) => fn() }));

const retry: Drained = { kind: 'retry', why: 'server', message: '500', afterMs: 60_000 };

/** A page whose store and delivery do as they are told, and note what they were asked. */
function open(
  given: {
    waiting?: number;
    known?: boolean;
    answers?: (Drained | Promise<Drained>)[];
    imports?: Error[];
  } = {},
) {
  const timers = createTimers();
  const told: string[] = [];
  const reasons: string[] = [];
  const tell = (what: string) => (rows: readonly Waiting[]) => void told.push(`${what} ${idsOf(rows)}`);
  const store = { waiting: given.waiting ?? 0, known: given.known ?? true, recounts: 0 };
  const delivery = {
    ready: true,
    leaves: [] as Waiting[],
    async drain(): Promise<Drained> {
      told.push('drain');
      return given.answers?.shift() ?? { kind: 'empty' };
    },
    claim: tell('claim'),
    added: tell('added'),
    leave() {
      told.push('leave');
      return delivery.leaves;
    },
    forget: () => void told.push('forget'),
    stop: () => void told.push('stop'),
  };
  const attempts: number[] = [];
  const parts: DeliveryParts[] = [];
  const config = parseOptions({ trackingId: 't', identityPoolId: 'us-east-1:1' }, () => {});
  if (!config) throw new Error('no config');
  const sender = createSender({
    parts: { config, now: timers.now, owner: 'page' } as Omit<DeliveryParts, 'outbox'>,
    async importDelivery(attempt) {
      attempts.push(attempt);
      const error = given.imports?.shift();
      if (error) throw error;
      return {
        createDelivery(all: DeliveryParts): Delivery {
          parts.push(all);
          return delivery;
        },
      };
    },
    outbox: {
      use: undefined as never,
      afloat: () => [],
      sent() {},
      async add(rows) {
        told.push(`stored ${idsOf(rows)}`);
      },
      waiting: () => store.waiting,
      async recount() {
        store.recounts++;
        return store.known;
      },
    },
    patience: createPatience(createTexts(), 'the set-up'),
    random: () => 1,
    later: timers.later,
    onFlush: (reason) => reasons.push(reason),
    onRetry: (why) => told.push(`retry ${why}`),
  });
  return { ...timers, sender, told, reasons, store, delivery, attempts, parts };
}

/** A page whose delivery is loaded, with nothing noted yet. */
async function warm(given: Parameters<typeof open>[0] = {}) {
  const page = open(given);
  await page.sender.flush('manual');
  page.told.length = 0;
  page.reasons.length = 0;
  return page;
}

const rows = waitingRows('a', 2);

test('what waits from before is sent, and where nothing waits the chunk is not fetched', async () => {
  const some = open({ waiting: 1 });
  const none = open();
  await settled();
  expect([some.reasons, some.attempts]).toEqual([['start'], [0]]);
  expect([none.reasons, none.attempts, none.waits()]).toEqual([[], [], []]);
});

test('a store that does not answer is asked again after half a minute', async () => {
  const { store, reasons, advance, waits } = open({ known: false });
  await settled();
  expect([reasons, waits()]).toEqual([[], [30_000]]);
  Object.assign(store, { known: true, waiting: 1 });
  await advance(30_000);
  expect(reasons).toEqual(['start']);
});

test('a page that is stopped before its store has answered sends nothing, and does not ask again', async () => {
  for (const given of [{ waiting: 1 }, { known: false }]) {
    const { sender, reasons, waits } = open(given);
    sender.stop();
    await settled();
    expect([reasons, waits()]).toEqual([[], []]);
  }
});

test('stop stops the delivery, and what is stored later is not sent', async () => {
  const { sender, told, waits } = await warm();
  sender.stop();
  sender.stored(rows, false);
  expect([told, waits()]).toEqual([['stop'], []]);
});

test('the chunk is given the outbox and all that the page has, once', async () => {
  const { sender, parts } = await warm();
  await sender.flush('manual');
  expect(parts).toEqual([expect.objectContaining({ owner: 'page', outbox: expect.any(Object) })]);
});

test('a chunk that does not come is a retry, and is asked for again', async () => {
  const { sender, told, attempts } = open({ imports: [new TypeError('no chunk')] });
  await sender.flush('manual');
  expect(told).toEqual(['retry unavailable']);
  await sender.flush('manual');
  expect([told, attempts]).toEqual([
    ['retry unavailable', 'drain'],
    [0, 1],
  ]);
});

test('what waits is counted anew when a drain has ended, before it counts as ended', async () => {
  const { sender, store } = await warm({ answers: [{ kind: 'empty' }, retry] });
  const before = store.recounts;
  await sender.flush('manual');
  expect(store.recounts).toBe(before + 1);
});

test('what is stored is sent after the delay, and is known to the delivery before', async () => {
  const { sender, told, reasons, advance } = await warm();
  sender.storing(rows, false);
  expect(told).toEqual(['added a0,a1']);
  sender.stored(rows, false);
  await advance(999);
  expect(reasons).toEqual([]);
  await advance(1);
  expect(reasons).toEqual(['delay']);
});

test('what is stored counts towards a full batch', async () => {
  const { sender, reasons } = await warm();
  sender.stored(waitingRows('a', 9), false);
  expect(reasons).toEqual([]);
  sender.stored(waitingRows('b', 1), false);
  expect(reasons).toEqual(['count']);
});

test('with a page that is likely to go, it is claimed before it is stored and sent after', async () => {
  const { sender, told, delivery, now } = await warm();
  sender.storing(rows, true);
  expect(told).toEqual(['added a0,a1', 'claim a0,a1']);
  delivery.leaves = claimed(rows, 'page', now() + 10_000);
  sender.stored(rows, true);
  expect(told.slice(2)).toEqual(['leave']);
});

test('what leaves without a claim that lasts is claimed and stored again', async () => {
  const { sender, told, delivery, now } = await warm();
  delivery.leaves = [
    ...waitingRows('free', 1),
    ...claimed(waitingRows('ended', 1), 'page', now() - 1),
    ...claimed(waitingRows('lasting', 1), 'page', now()),
  ];
  sender.leave();
  expect(told).toEqual(['leave', 'claim free0,ended0', 'stored free0,ended0']);
});

test('where nothing leaves nothing is stored', async () => {
  const { sender, told } = await warm();
  sender.leave();
  expect(told).toEqual(['leave']);
});

test('nothing leaves before the chunk is there, without credentials, or while the service asks for patience', async () => {
  const cold = open();
  cold.sender.storing(rows, true);
  cold.sender.leave();
  expect(cold.told).toEqual([]);

  const unready = await warm();
  unready.delivery.ready = false;
  unready.sender.storing(rows, true);
  unready.sender.leave();
  expect(unready.told).toEqual(['added a0,a1']);

  const patient = await warm({ answers: [retry] });
  patient.sender.storing(rows, true);
  patient.sender.leave();
  expect(patient.told).toEqual(['added a0,a1']);
});

test('forget is for the delivery, where there is one', async () => {
  open().sender.forget();
  const { sender, told } = await warm();
  sender.forget();
  expect(told).toEqual(['forget']);
});

test('a flush ends when its drain has', async () => {
  const open = gate<Drained>();
  const { sender } = await warm({ answers: [{ kind: 'empty' }, open.promise] });
  let ended = false;
  const flushed = sender.flush('manual').then(() => {
    ended = true;
  });
  await settled();
  expect(ended).toBe(false);
  open.open({ kind: 'empty' });
  await flushed;
});
