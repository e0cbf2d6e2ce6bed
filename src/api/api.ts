/**
 * What people call. Every command may come in any order, with anything as its arguments, before `init` and after
 * `stop`, when `forget` still erases; nothing is ever thrown into the page.
 */

import { withDeadline } from '../browser/deadline';
import { failure } from '../browser/failure';
import { later } from '../browser/later';
import { guard, listen } from '../browser/listen';
import { siteStorage } from '../browser/local-storage';
import { toJson } from '../browser/to-json';
import { log, setDebug, warn } from '../browser/warn';
import { start } from '../compose';
import { copy } from '../core/copy';
import type { EpochMs, EventFields, EventId } from '../core/event';
import { formatValue } from '../core/limits';
import type { ImportChunk } from '../loader/chunks';
import { clearDeadLetters, readDeadLetters } from '../outbox/dead-letters';
import type { CommonRequest } from '../recommendations/recommendations';
import { type Config, parseOptions } from './config';
import type { Personalize } from './personalize';
import { createReports } from './reports';
import type { Tag } from './tag';

/** Calls that wait for `init`. A page that never calls it must not grow for ever. */
const MOST_HELD = 1000;

/** Makes the commands. `noBrowser` says why there can be no tag; `at` is the time a replayed call was made. */
export function createApi(importChunks: (config: Config) => ImportChunk, noBrowser = '') {
  const reports = createReports();
  let tag: Tag | undefined;
  /** Still here after `stop()`, for `forget()`. */
  let lastTag: Tag | undefined;
  let initialised: string | undefined;
  /** Why there is no tag, once that is known. */
  let off = noBrowser;
  const held: (() => void)[] = [];
  let at: EpochMs | undefined;
  let shownAt = 0;

  /** What `command` gives now or after `init`; what `otherwise` gives when there will be none. */
  const withTag = <T>(command: (tag: Tag) => T | Promise<T>, otherwise?: () => T): Promise<T | undefined> =>
    new Promise((resolve) => {
      const attempt = guard(() => {
        if (tag) resolve(command(tag));
        else if (off || held.length >= MOST_HELD) resolve(otherwise?.());
        else held.push(attempt);
      });
      attempt();
    });

  /** A command whose answer may fail. A page that does not wait for the answer is not told of the failure. */
  const asking = (name: 'recommend' | 'rank') => (given: unknown) => {
    const request = copy({ ...(given as CommonRequest) });
    const answer = withDeadline(
      (signal) =>
        withTag<unknown>(
          (tag) => tag.ask(name, request as never, signal),
          () => Promise.reject(failure('UnavailableError', `the tag is ${off}`)),
        ),
      request.timeoutMs,
      request.signal,
    );
    answer.catch((error) => log(name, error));
    return answer;
  };

  function release(): void {
    for (const attempt of held.splice(0)) attempt();
  }

  const api = {
    // So that toString is no command. Consent is named in the documentation and not built yet: it says so.
    __proto__: null,
    consent: undefined,
    init(given: unknown) {
      if (noBrowser) return;
      // A prerender may never be shown. Until it is, nothing has happened. An element of this name is not `true`.
      if ((document as Document & { prerendering?: unknown }).prerendering === true) {
        const begin = () => {
          shownAt = Date.now();
          if (!off) api.init(given);
        };
        // After the page's own listeners, which are called later than those of window.
        return void listen(window, 'prerenderingchange', () => later(begin, 0));
      }
      // Of options that are ignored nothing is true but that they are.
      const config = parseOptions(given, tag ? () => {} : warn);
      const options = toJson(config);
      if (tag) return void (options !== initialised && warn('init again with other options: ignored'));
      if (config) {
        setDebug((config.debug || askedToDebug()) as boolean);
        log('init', config);
        lastTag = tag = start(config, reports, importChunks(config));
        initialised = options;
      }
      off = config ? '' : 'disabled';
      release();
    },

    track(eventType: unknown, given?: unknown): Promise<EventId | undefined> {
      const captured = { eventType, fields: (given ?? {}) as EventFields, at: at ?? Date.now() };
      if (typeof captured.fields !== 'object') {
        warn(`track: ${formatValue(given)} are no fields: ignored`);
        captured.fields = {};
      }
      return withTag<EventId | undefined>(
        (tag) => tag.track({ ...captured, at: Math.max(captured.at, shownAt) }),
        () => {
          const reason = off || 'not initialised';
          const message = `${formatValue(eventType)}: the tag is ${reason}: event dropped`;
          reports.emit('dropped', { ...captured, reason, message });
          return undefined;
        },
      );
    },

    identify(given: unknown, traits?: unknown) {
      void withTag((tag) => tag.identify(given, traits));
    },

    putItems: (items: unknown) =>
      withTag(
        (tag) => tag.putItems(items),
        () => 0,
      ),

    reset: () => void withTag((tag) => tag.reset()),

    forget: () => void (lastTag ? lastTag.forget() : withTag((tag) => tag.forget())),

    flush: () =>
      withTag(
        (tag) => tag.flush(),
        () => ({ sent: 0, waiting: 0, refused: 0 }),
      ),

    scan: (root: unknown) =>
      void withTag((tag) => tag.scan(root instanceof Node ? (root as ParentNode & Node) : document)),

    recommend: asking('recommend'),
    rank: asking('rank'),

    stamp: (container: unknown, result: unknown) => void withTag((tag) => tag.stamp(container, result)),

    on: reports.on,

    ready(fn: unknown) {
      (fn as (target: unknown) => void)(target);
    },

    stats: () => ({ ...reports.stats, dropped: { ...reports.stats.dropped }, waiting: tag?.waiting() ?? 0 }),

    refused: () => readDeadLetters(siteStorage),

    stop() {
      tag?.stop();
      tag = undefined;
      off = 'stopped';
      release();
    },
  };

  let target: object;

  /** A command by its name, as the callable form and the snippet's queue have it. */
  function run(args: Iterable<unknown>, madeAt?: EpochMs): unknown {
    const [name, ...rest] = args;
    const command = api[name as 'init'];
    if (!command) return warn(`command ${formatValue(name)} is not available: ignored`);
    at = madeAt;
    const result = guard(command as (...args: unknown[]) => unknown)(...(tag ? rest : copy(rest)));
    at = undefined;
    return result;
  }

  return {
    run,
    /** Puts the commands onto `onto`, which stays the same object, and returns it as what it now is. */
    install(onto: object): Personalize {
      target = onto;
      for (const name of Object.keys(api)) {
        (onto as Record<string, unknown>)[name] = (...args: unknown[]) => run([name, ...args]);
      }
      Object.assign((onto as Personalize).refused, { clear: () => clearDeadLetters(siteStorage) });
      return Object.defineProperties(onto, {
        version: { value: VERSION },
        sessionId: { get: () => tag?.sessionId },
        userId: { get: () => tag?.userId },
      }) as Personalize;
    },
  };
}

function askedToDebug(): boolean | undefined {
  try {
    return /personalize_debug/.test(location.search + Object.keys(localStorage));
  } catch {
    return undefined;
  }
}
