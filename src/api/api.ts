/** The public object, whose commands never throw into the page, and the queue form `personalize('track', …)`. */

import { guard } from '../browser/listen';
import { siteStorage } from '../browser/local-storage';
import { warn } from '../browser/warn';
import { start } from '../compose';
import { createConsent } from '../consent/consent';
import { copy } from '../core/copy';
import type { EpochMs } from '../core/event';
import { formatValue } from '../core/limits';
import type { ImportChunk } from '../loader/chunks';
import { clearDeadLetters } from '../outbox/dead-letters';
import { createCommands } from './commands';
import type { Config } from './config';
import { createInit } from './init';
import type { Personalize } from './personalize';
import { createRecord } from './record';
import { createReports } from './reports';
import { createTagAccess } from './tag-access';

/** Creates the commands. `noBrowser` is the reason why no tag can start, if there is one. */
export function createApi(importChunks: (config: Config) => ImportChunk, noBrowser = '') {
  const reports = createReports();
  const access = createTagAccess(noBrowser);
  const { running } = access;
  const recording = createRecord(access, reports);
  const consent = createConsent((report) => reports.emit('consent', report));
  /** When the call that is replayed now was made. */
  let calledAt: EpochMs | undefined;
  let target: object;

  const commands = {
    // No prototype, so that `toString` is not a command.
    __proto__: null,
    ...createCommands(access, reports, recording, consent, () => calledAt ?? Date.now()),
    init: noBrowser
      ? () => {}
      : createInit(access, (config, shownAt) =>
          start(
            { config, reports, importChunk: importChunks(config), consent, access, record: recording.record },
            shownAt,
          ),
        ),
    ready: (fn: unknown) => (fn as (target: unknown) => void)(target),
  };

  /** Runs a command by its name, for the callable form and the snippet's queue. */
  function run(args: Iterable<unknown>, madeAt?: EpochMs): unknown {
    const [name, ...rest] = args;
    const command = commands[name as 'init'];
    if (!command) return warn(`command ${formatValue(name)} is not available: ignored`);
    calledAt = madeAt;
    const result = guard(command as (...args: unknown[]) => unknown)(...(running() ? rest : copy(rest)));
    calledAt = undefined;
    return result;
  }

  return {
    run,
    /** Adds the commands to `onto` and returns the same object. */
    install(onto: object): Personalize {
      target = onto;
      for (const name of Object.keys(commands)) {
        (onto as Record<string, unknown>)[name] = (...args: unknown[]) => run([name, ...args]);
      }
      Object.assign((onto as Personalize).refused, {
        clear: () => running() && clearDeadLetters(siteStorage),
      });
      return Object.defineProperties(onto, {
        version: { value: VERSION },
        sessionId: { get: () => access.sessionId() },
        userId: { get: () => running()?.userId() },
      }) as Personalize;
    },
  };
}
