/**
 * Does what each state of consent requires. The core, which stores and sends, runs only while consent is granted. The
 * sources, which observe the page, are off while it is denied.
 */

import type { Core } from '../api/tag';
import type { Stop } from '../browser/listen';
import type { ConsentReport } from './consent';

export interface Sources {
  scan(root: ParentNode): void;
  stop: Stop;
}

interface StatesParts {
  core: () => Core | undefined;
  /** Starts the core. */
  grant(): void;
  /** Ends the core, if there is one. */
  end(state: 'pending' | 'denied'): void;
  /** `isLate`: what the page has reported so far belongs to a time without consent. */
  observe(isLate: boolean): Sources;
  /** The site says so, whatever the browser's signals are. */
  hasRefused: boolean;
  /** With source `tab`, another tab has erased already, and may have a new grant before this one is done. */
  erase(source: ConsentReport['source']): void;
}

/** `enter` is called with each state, and again if something else has decided the same. */
export function createStates({ core, grant, end, observe, hasRefused, erase }: StatesParts) {
  let sources: Sources | undefined;
  let wasDenied = false;
  let isStopped = false;

  function deny(source: ConsentReport['source']): void {
    // Another tab can have a new grant already. A tab without a core has stored nothing.
    const isReplaced = source === 'tab' && (core()?.isReplaced() ?? true);
    end('denied');
    sources?.stop();
    sources = undefined;
    wasDenied = true;
    // The browser's signals say nothing about the past.
    if (!isReplaced && (hasRefused || (source !== 'gpc' && source !== 'dnt'))) erase(source);
  }

  return {
    enter({ state, source }: ConsentReport): void {
      if (state === 'denied') return deny(source);
      if (isStopped) return;
      sources ??= observe(wasDenied);
      if (state === 'pending') end(state);
      else if (!core()) grant();
    },
    scan: (root: ParentNode) => sources?.scan(root),
    stop(): void {
      isStopped = true;
      sources?.stop();
    },
  };
}
