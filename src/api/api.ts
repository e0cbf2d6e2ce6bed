/**
 * The public commands. They accept any arguments, in any order, before `init` and after `stop` (`forget` still erases
 * then), and never throw into the page.
 */

import { copy } from '../core/copy';
import type { EpochMs, EventId } from '../core/event';
import type { EventFields } from '../core/event-fields';
import { formatValue } from '../core/limits';
import type { ImportChunk } from '../loader/chunks';
import { clearDeadLetters, readDeadLetters } from '../outbox/dead-letters';
import type { CommonRequest } from '../recommendations/recommendations';
import { type Config, parseOptions } from './config';
import type { Personalize } from './personalize';
import { createReports } from './reports';
import type { Tag } from './tag';

// rollup concatenates modules in the order of imports: this order makes the tag 60 bytes smaller.

import { withDeadline } from '../browser/deadline';
import { failure } from '../browser/failure';
import { later } from '../browser/later';
import { guard, listen } from '../browser/listen';
import { siteStorage } from '../browser/local-storage';
import { toJson } from '../browser/to-json';
import { askedToDebug, log, setDebug, warn } from '../browser/warn';
import { start } from '../compose';

/** Limit of calls queued until `init`: a page that never calls it must not use more and more memory. */
const MAX_QUEUED = 1000;

/** Creates the commands. `noBrowser` is the reason why no tag can start, if there is one. */
export function createApi(importChunks: (config: Config) => ImportChunk, noBrowser = '') {
  const reports = createReports();
  let tag: Tag | undefined;
  /** Still set after `stop()`, because `forget()` needs it. */
  let lastTag: Tag | undefined;
  let initialised: string | undefined;
  /** Why there is no tag, once known. */
  let offReason = noBrowser;
  const queued: (() => void)[] = [];
  /** When the call that is replayed now was made. */
  let calledAt: EpochMs | undefined;
  let shownAt = 0;

  /** Resolves to the result of `command`, now or after `init`, or of `otherwise` if no tag will start. */
  const withTag = <T>(command: (tag: Tag) => T | Promise<T>, otherwise?: () => T): Promise<T | undefined> =>
    new Promise((resolve) => {
      const attempt = guard(() => {
        if (tag) resolve(command(tag));
        else if (offReason || queued.length >= MAX_QUEUED) resolve(otherwise?.());
        else queued.push(attempt);
      });
      attempt();
    });

  /** A command that may reject. An unhandled rejection is suppressed. */
  const recommendationCommand = (name: 'recommend' | 'rank') => (given: unknown) => {
    const request = copy({ ...(given as CommonRequest) });
    const answer = withDeadline(
      (signal) =>
        withTag<unknown>(
          (tag) => tag.ask(name, request, signal),
          () => Promise.reject(failure('UnavailableError', `the tag is ${offReason}`)),
        ),
      request.timeoutMs,
      request.signal,
    );
    answer.catch((error) => log(name, error));
    return answer;
  };

  function runQueued(): void {
    for (const attempt of queued.splice(0)) attempt();
  }

  const api = {
    // No prototype, so that `toString` is not a command. `consent` is documented but not implemented: it warns.
    __proto__: null,
    consent: undefined,
    init(given: unknown) {
      if (noBrowser) return;
      // A prerendered page may never be shown, so the tag starts when it is. An element of this name is not `true`.
      if ((document as Document & { prerendering?: unknown }).prerendering === true) {
        const begin = () => {
          shownAt = Date.now();
          if (!offReason) api.init(given);
        };
        // In a later task, because this listener on window runs before the page's own listeners.
        return void listen(window, 'prerenderingchange', () => later(begin, 0));
      }
      // A second `init` is ignored: warnings about its options would mislead.
      const config = parseOptions(given, tag ? () => {} : warn);
      const options = toJson(config);
      if (tag) return void (options !== initialised && warn('init again with other options: ignored'));
      if (config) {
        setDebug((config.debug || askedToDebug()) as boolean);
        log('init', config);
        lastTag = tag = start(config, reports, importChunks(config));
        initialised = options;
      }
      offReason = config ? '' : 'disabled';
      runQueued();
    },

    track(eventType: unknown, given?: unknown): Promise<EventId | undefined> {
      const captured = { eventType, fields: (given ?? {}) as EventFields, at: calledAt ?? Date.now() };
      if (typeof captured.fields !== 'object') {
        warn(`track: ${formatValue(given)} is no object: ignored`);
        captured.fields = {};
      }
      return withTag<EventId | undefined>(
        (tag) => tag.track({ ...captured, at: Math.max(captured.at, shownAt) }),
        () => {
          const reason = offReason || 'not initialised';
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

    recommend: recommendationCommand('recommend'),
    rank: recommendationCommand('rank'),

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
      offReason = 'stopped';
      runQueued();
    },
  };

  let target: object;

  /** Runs a command by its name, for the callable form and the snippet's queue. */
  function run(args: Iterable<unknown>, madeAt?: EpochMs): unknown {
    const [name, ...rest] = args;
    const command = api[name as 'init'];
    if (!command) return warn(`command ${formatValue(name)} is not available: ignored`);
    calledAt = madeAt;
    const result = guard(command as (...args: unknown[]) => unknown)(...(tag ? rest : copy(rest)));
    calledAt = undefined;
    return result;
  }

  return {
    run,
    /** Adds the commands to `onto` and returns the same object. */
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
