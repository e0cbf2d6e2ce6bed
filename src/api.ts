/**
 * What people call. Every command may come in any order, with anything as its arguments, before `init` and after
 * `stop`; nothing is ever thrown into the page.
 */

import { guard } from './browser/listen';
import { log, say, setDebug } from './browser/say';
import { parseOptions } from './config';
import type { EpochMs, EventFields, EventId } from './event';
import { show, toId } from './limits';
import type { Personalize } from './personalize';
import { createReports } from './reports';
import { type ImportDelivery, start, type Tag } from './start';

/** Named in the documentation, not built yet: they say so. */
const LATER = ['consent', 'putItems', 'recommend', 'rank', 'stamp', 'refused', 'forget'];
/** Calls that wait for `init`. A page that never calls it must not grow for ever. */
const MOST_HELD = 1000;
const NO_BROWSER = 'not in a browser';

/** Makes the commands. `at` is the time a replayed call was made; calls of now leave it out. */
export function createApi(importDelivery: ImportDelivery) {
  const reports = createReports();
  let tag: Tag | undefined;
  let initialised: string | undefined;
  /** Why there is no tag, once that is known. */
  let off = typeof window === 'object' ? '' : NO_BROWSER;
  let held: (() => void)[] = [];
  let at: EpochMs | undefined;

  /** Runs `command` now or after `init`; `otherwise` when there will be none. */
  function withTag(command: (tag: Tag) => void, otherwise = () => {}): void {
    if (tag) return command(tag);
    if (off || held.length >= MOST_HELD) return otherwise();
    held.push(() => withTag(command, otherwise));
  }

  function release(): void {
    const calls = held;
    held = [];
    for (const call of calls) guard(call)();
  }

  const api = {
    init(given: unknown) {
      if (off === NO_BROWSER) return;
      const config = parseOptions(given, say);
      const options = JSON.stringify(config);
      if (tag) {
        if (options !== initialised)
          say('init was called again with other options: ignored, the first ones hold');
        return;
      }
      if (config) {
        setDebug(config.debug || askedToDebug());
        log('init', config);
        tag = start(config, reports, importDelivery);
        initialised = options;
      }
      off = config ? '' : 'disabled';
      release();
    },

    track(eventType: unknown, given?: unknown): Promise<EventId | undefined> {
      const time = at ?? Date.now();
      if (given != null && typeof given !== 'object') say(`track: ${show(given)} are no fields: ignored`);
      const fields: EventFields = given && typeof given === 'object' ? given : {};
      return new Promise((resolve) => {
        withTag(
          (tag) => resolve(tag.track({ eventType, fields, at: time })),
          () => {
            const reason = off || 'held';
            const message = off
              ? `track: the tag is ${off}: event dropped`
              : `track: init has not been called: event dropped after ${MOST_HELD} others`;
            reports.emit('dropped', { reason, message, eventType, fields });
            resolve(undefined);
          },
        );
      });
    },

    identify(given: unknown, traits?: unknown) {
      const userId = toId(given);
      if (!userId)
        return say(
          `identify: ${show(given)} is not an id of 1 to 256 characters: the visitor stays as before`,
        );
      if (traits) say('identify: traits are not sent yet: ignored');
      withTag((tag) => tag.identify(userId));
    },

    reset: () => withTag((tag) => tag.reset()),

    flush: () =>
      new Promise<{ sent: number; waiting: number; refused: number }>((resolve) => {
        withTag(
          (tag) => resolve(tag.flush()),
          () => resolve({ sent: 0, waiting: 0, refused: 0 }),
        );
      }),

    scan: (root?: ParentNode) => withTag((tag) => tag.scan(root ?? document)),

    on: reports.on,

    ready(fn: unknown) {
      if (typeof fn === 'function') guard(fn as (target: unknown) => void)(target);
      else say(`ready: ${show(fn)} is not a function: ignored`);
    },

    stats: () => ({ ...reports.stats, dropped: { ...reports.stats.dropped }, waiting: tag?.waiting() ?? 0 }),

    stop() {
      tag?.stop();
      tag = undefined;
      off = 'stopped';
      release();
    },
  };

  /** A command by its name, as the callable form and the snippet's queue have it. */
  function run(args: ArrayLike<unknown>, madeAt?: EpochMs): unknown {
    const [name, ...rest] = Array.from(args);
    const command = Object.hasOwn(api, String(name)) && (api as Record<string, unknown>)[String(name)];
    if (typeof command !== 'function') {
      const later = LATER.includes(String(name));
      return say(`command ${show(name)} is ${later ? 'not available yet' : 'unknown'}: ignored`);
    }
    at = madeAt;
    try {
      return guard(command as (...args: unknown[]) => unknown)(...rest);
    } finally {
      at = undefined;
    }
  }

  let target: object;

  return {
    run,
    /** Puts the commands onto `onto`, which stays the same object, and returns it as what it now is. */
    install(onto: object): Personalize {
      target = onto;
      for (const name of [...Object.keys(api), ...LATER]) {
        Object.assign(onto, { [name]: (...args: unknown[]) => run([name, ...args]) });
      }
      Object.defineProperties(onto, {
        version: { value: VERSION, configurable: true },
        sessionId: { get: () => tag?.sessionId, configurable: true },
        userId: { get: () => tag?.userId, configurable: true },
      });
      return onto as Personalize;
    },
  };
}

function askedToDebug(): boolean {
  try {
    return (
      location.search.includes('personalize_debug') || localStorage.getItem('personalize_debug') !== null
    );
  } catch {
    return false;
  }
}
