/** A page with consent platforms, for tests of the chunk that follows them. */

import { vi } from 'vitest';
import { later } from '../../src/browser/later';
import { listen } from '../../src/browser/listen';
import { followPlatforms } from '../../src/chunks/consent';
import { browser, define } from './unit-browser';
import { settled } from './unit-timers';

/** Defines a global of a platform until the test has ended. */
export function provide(name: string, value: unknown): void {
  define(name, { writable: true, enumerable: true, value });
  browser.ends.push(() => void Reflect.deleteProperty(globalThis, name));
}

/** Follows platforms. `said` has each report: `granted tcf`, and `(decision)` if it is the visitor's own. */
export async function follow(consent: unknown, dataLayer: false | { name: string } = false) {
  const said: string[] = [];
  const warnings: string[] = [];
  const logged: string[] = [];
  const { stop } = followPlatforms(
    { consent, dataLayer },
    ({ state, source }, isDecision) => said.push(`${state} ${source}${isDecision ? ' (decision)' : ''}`),
    (message) => warnings.push(message),
    (message) => logged.push(message),
    later,
    listen,
  );
  browser.ends.push(stop);
  await settled();
  return {
    said,
    warnings,
    logged,
    stop,
    /** The last report. */
    async now(): Promise<string | undefined> {
      await settled();
      return said.at(-1);
    },
  };
}

export async function wait(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await settled();
}

/** The `arguments` object that `gtag()` pushes. */
export function gtag(..._args: unknown[]): IArguments {
  // biome-ignore lint/complexity/noArguments: that is what gtag pushes.
  return arguments;
}

type Callback = (value: unknown, isSuccess: boolean) => void;

/** A platform's function: `tell` calls all listeners, `commands` lists what was called. */
export function createApi(
  takeArguments: (args: unknown[]) => [command: unknown, callback: Callback, id: unknown],
) {
  const listeners: Callback[] = [];
  const commands: string[] = [];
  return {
    commands,
    api(...args: unknown[]) {
      const [command, callback, id] = takeArguments(args);
      commands.push(`${command} ${id ?? ''}`.trim());
      if (command === 'addEventListener') listeners.push(callback);
    },
    tell(value: unknown, isSuccess = true) {
      for (const each of listeners) each(value, isSuccess);
    },
  };
}

export const createTcf = () =>
  createApi(([command, version, callback, id]) => {
    if (version !== 2) throw new Error(`version ${version}`);
    return [command, callback as Callback, id];
  });
export const createGpp = () => createApi(([command, callback, id]) => [command, callback as Callback, id]);

/** What a TCF platform says of a visitor who consents to these purposes and vendors. */
export const tcData = (eventStatus: string, purposes: number[] = [], vendors: number[] = [], more = {}) => ({
  ...{ gdprApplies: true, cmpStatus: 'loaded', listenerId: 7, eventStatus },
  purpose: { consents: Object.fromEntries(purposes.map((id) => [id, true])) },
  vendor: { consents: Object.fromEntries(vendors.map((id) => [id, true])) },
  ...more,
});

/** What a GPP platform says when it is ready. */
export const gppEvent = (applicableSections: number[], parsedSections: object, signalStatus = 'ready') => ({
  ...{ eventName: 'signalStatus', listenerId: 9, data: signalStatus },
  pingData: { gppVersion: '1.1', cmpStatus: 'loaded', signalStatus, applicableSections, parsedSections },
});
