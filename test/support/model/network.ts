/**
 * PutEvents and the network, with the faults of the current weather, and a record of every event that was ever sent.
 */

import { idOf, type Row, toReport } from '../../../src/core/event';
import type { SendResult, Unready } from '../../../src/delivery/transport';
import type { Random } from '../random';
import type { World } from './world';

/** Chances of each outcome of a request; in the other cases it is delivered. */
export interface Weather {
  /** Accepted, and the answer is lost. */
  answerLost: number;
  /** Never arrives. */
  unreached: number;
  /** No answer until the timeout of the request; it may have been accepted. */
  hang: number;
  throttled: number;
  server: number;
  credentials: number;
  disabled: number;
}

export const CALM: Weather = {
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
  /** When its tab received the result, and which one. */
  heardAt?: number;
  heard?: SendResult['kind'];
  /** The answer was lost. */
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
  there: () => boolean;
  leaving: boolean;
  /** Signed with a time that AWS refuses. */
  misdated: boolean;
}

/** The timeout of a request is ten seconds (`aws/fetch-handler`). */
const TIMEOUT_MS = 10_000;

export function createService(world: World, isBad: (id: string) => boolean) {
  const wire: Copy[] = [];
  const spoiled = new Set<string>();
  let weather = CALM;
  let requests = 0;

  const randomOf = (tab: string) => world.noise(`network ${tab}`);
  const draw = (random: Random): keyof Weather | 'ok' => {
    let left = random.next();
    for (const [name, share] of Object.entries(weather)) {
      left -= share;
      if (left < 0) return name as keyof Weather;
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
    /** An event that the service always refuses. */
    spoil: (id: string) => void spoiled.add(id),
    setWeather(next: Weather) {
      weather = next;
    },
    prepare(tab: string, answered: (unready: Unready | undefined) => void): void {
      const random = randomOf(tab);
      const fate = draw(random);
      const ms = random.chance(0.7) ? 0 : random.between(1, 300);
      if (fate === 'unreached' || fate === 'hang')
        world.after(fate === 'hang' ? TIMEOUT_MS : ms, () => answered(toRetry('network', random)));
      else if (fate === 'credentials') world.after(ms, () => answered(toRetry('credentials', random)));
      else if (fate === 'disabled')
        world.after(ms, () => answered({ kind: 'disabled', why: 'NotAuthorizedException' }));
      else world.after(ms, () => answered(undefined));
    },

    send(rows: readonly Row[], { answered, tab, there, leaving, misdated }: Sending): Copy[] {
      const random = randomOf(tab);
      const nth = requests++;
      const copies = rows.map((row): Copy => {
        const text = JSON.stringify(toReport(row));
        const id = idOf(row);
        return { id, nth, tab, text, sentAt: world.time, accepted: false, lost: false, leaving, misdated };
      });
      wire.push(...copies);
      const fate = draw(random);
      const bad = rows.find((row) => spoiled.has(idOf(row)) || isBad(idOf(row)));
      const accept = () => {
        // When a page is gone, some of its requests are aborted.
        if (!bad && (there() || random.chance(0.7))) for (const copy of copies) copy.accepted = true;
      };
      const tell = (ms: number, result: SendResult) =>
        world.after(ms, () => {
          for (const copy of copies) if (copy.accepted && result.kind !== 'delivered') copy.lost = true;
          answered(result);
        });
      const there1 = random.between(0, 60);
      const back = there1 + (random.chance(0.1) ? random.between(0, 5000) : random.between(0, 60));

      if (misdated) tell(back, { kind: 'retry', why: 'clock', message: 'RequestExpired' });
      else if (fate === 'unreached') tell(there1, toRetry('network', random));
      else if (fate === 'throttled' || fate === 'credentials') tell(back, toRetry(fate, random));
      else if (fate === 'disabled') tell(back, { kind: 'disabled', why: 'AccessDeniedException' });
      else {
        // A server error can occur after the events were accepted.
        const arrives = fate === 'ok' || fate === 'answerLost' || random.chance(0.5);
        if (arrives) world.after(there1, accept);
        if (fate === 'hang') tell(TIMEOUT_MS, toRetry('network', random));
        else if (fate === 'answerLost') tell(back, toRetry('network', random));
        else if (fate === 'server') tell(back, toRetry('server', random));
        else tell(back, bad ? { kind: 'refused', why: 'InvalidInputException' } : { kind: 'delivered' });
      }
      return copies;
    },
  };
}

export type Service = ReturnType<typeof createService>;
