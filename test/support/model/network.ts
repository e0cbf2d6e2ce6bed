/**
 * PutEvents and the network, with the current faults, and a record of every event that was ever sent.
 */

import { idOf, type Row, toReport } from '../../../src/core/event';
import type { SendResult, Unready } from '../../../src/delivery/transport';
import type { Random } from '../random';
import type { World } from './world';

/** The probability of each fault of a request. Without a fault it is delivered. */
export interface NetworkFaults {
  /** The events are accepted, and the answer is lost. */
  answerLost: number;
  /** The request never arrives. */
  unreached: number;
  /** No answer until the timeout of the request; it may have been accepted. */
  hang: number;
  throttled: number;
  server: number;
  credentials: number;
  disabled: number;
}

export const NO_NETWORK_FAULTS: NetworkFaults = {
  answerLost: 0,
  unreached: 0,
  hang: 0,
  throttled: 0,
  server: 0,
  credentials: 0,
  disabled: 0,
};

/** One event in one request. */
export interface Copy {
  id: string;
  /** The number of the request. */
  nth: number;
  tab: string;
  text: string;
  sentAt: number;
  accepted: boolean;
  /** When its tab received the result, and the kind of the result. */
  answeredAt?: number;
  answeredWith?: SendResult['kind'];
  /** The event was accepted, and the tab received no success. */
  lost: boolean;
  /** Sent while its page was left. */
  leaving: boolean;
  /** Signed with a time that AWS refuses: no event was read. */
  misdated: boolean;
}

export interface Sending {
  /** Called with the result of the request. */
  answered: (result: SendResult) => void;
  tab: string;
  /** Whether the tab still exists. */
  tabExists: () => boolean;
  leaving: boolean;
  /** Signed with a time that AWS refuses. */
  misdated: boolean;
}

/** The timeout of a request is ten seconds (`aws/fetch-handler`). */
const TIMEOUT_MS = 10_000;

export function createService(world: World, isBad: (id: string) => boolean) {
  const wire: Copy[] = [];
  const alwaysRefused = new Set<string>();
  let faults = NO_NETWORK_FAULTS;
  let requests = 0;

  const randomOf = (tab: string) => world.noise(`network ${tab}`);
  const draw = (random: Random): keyof NetworkFaults | 'ok' => {
    let left = random.next();
    for (const [name, share] of Object.entries(faults)) {
      left -= share;
      if (left < 0) return name as keyof NetworkFaults;
    }
    return 'ok';
  };
  const retry = (why: Unready & { kind: 'retry' }) => why;
  const toRetry = (why: 'network' | 'throttled' | 'server' | 'credentials', random: Random): Unready =>
    retry({
      kind: 'retry',
      why,
      message: why,
      ...(why === 'throttled' && random.chance(0.5) ? { afterMs: random.between(100, 20_000) } : {}),
    });

  return {
    wire,
    get requests() {
      return requests;
    },
    /** Makes the service refuse this event always. */
    alwaysRefuse: (id: string) => void alwaysRefused.add(id),
    setFaults(next: NetworkFaults) {
      faults = next;
    },
    prepare(tab: string, answered: (unready: Unready | undefined) => void): void {
      const random = randomOf(tab);
      const outcome = draw(random);
      const ms = random.chance(0.7) ? 0 : random.between(1, 300);
      if (outcome === 'unreached' || outcome === 'hang')
        world.after(outcome === 'hang' ? TIMEOUT_MS : ms, () => answered(toRetry('network', random)));
      else if (outcome === 'credentials') world.after(ms, () => answered(toRetry('credentials', random)));
      else if (outcome === 'disabled')
        world.after(ms, () => answered({ kind: 'disabled', why: 'NotAuthorizedException' }));
      else world.after(ms, () => answered(undefined));
    },

    send(rows: readonly Row[], { answered, tab, tabExists, leaving, misdated }: Sending): Copy[] {
      const random = randomOf(tab);
      const nth = requests++;
      const copies = rows.map((row): Copy => {
        const text = JSON.stringify(toReport(row));
        const id = idOf(row);
        return { id, nth, tab, text, sentAt: world.time, accepted: false, lost: false, leaving, misdated };
      });
      wire.push(...copies);
      const outcome = draw(random);
      const bad = rows.find((row) => alwaysRefused.has(idOf(row)) || isBad(idOf(row)));
      const accept = () => {
        // When a page has ended, some of its requests are aborted.
        if (!bad && (tabExists() || random.chance(0.7))) for (const copy of copies) copy.accepted = true;
      };
      const respond = (ms: number, result: SendResult) =>
        world.after(ms, () => {
          for (const copy of copies) if (copy.accepted && result.kind !== 'delivered') copy.lost = true;
          answered(result);
        });
      const arriveMs = random.between(0, 60);
      const answerMs = arriveMs + (random.chance(0.1) ? random.between(0, 5000) : random.between(0, 60));

      if (misdated) respond(answerMs, { kind: 'retry', why: 'clock', message: 'RequestExpired' });
      else if (outcome === 'unreached') respond(arriveMs, toRetry('network', random));
      else if (outcome === 'throttled' || outcome === 'credentials')
        respond(answerMs, toRetry(outcome, random));
      else if (outcome === 'disabled') respond(answerMs, { kind: 'disabled', why: 'AccessDeniedException' });
      else {
        // A server error can occur after the events were accepted.
        const arrives = outcome === 'ok' || outcome === 'answerLost' || random.chance(0.5);
        if (arrives) world.after(arriveMs, accept);
        if (outcome === 'hang') respond(TIMEOUT_MS, toRetry('network', random));
        else if (outcome === 'answerLost') respond(answerMs, toRetry('network', random));
        else if (outcome === 'server') respond(answerMs, toRetry('server', random));
        else
          respond(answerMs, bad ? { kind: 'refused', why: 'InvalidInputException' } : { kind: 'delivered' });
      }
      return copies;
    },
  };
}

export type Service = ReturnType<typeof createService>;
