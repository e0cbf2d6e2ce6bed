/**
 * Tabs of one site in one process: each has its own window, document, timers and requests. `AsyncLocalStorage` tells
 * which tab's code runs, also in the continuation of a promise.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import { createApi } from '../../src/api/api';
import type { Options } from '../../src/api/options';
import type { Personalize } from '../../src/api/personalize';
import { Page } from './unit-browser';
import { Target } from './unit-nodes';
import { importing, OPTIONS } from './unit-page';

const running = new AsyncLocalStorage<Tab>();
export const runningTab = (): Tab | undefined => running.getStore();

export class Tab {
  window = new Target();
  document = new Page();
  /** Frozen, or in the back/forward cache: nothing runs. */
  isFrozen = false;
  /** Its page was left for good. */
  isGone = false;
  personalize: Personalize;
  private late: (() => void)[] = [];

  constructor(readonly name: string) {
    this.personalize = this.run(() => createApi(() => importing()).install({}) as Personalize);
  }

  init(options: Partial<Options>): void {
    this.run(() => this.personalize.init({ ...OPTIONS, ...options }));
  }

  run<T>(fn: () => T): T {
    return running.run(this, fn);
  }

  /** Runs it now, after the page is thawed, or never. */
  task(fn: () => void): void {
    if (this.isGone) return;
    if (this.isFrozen) this.late.push(fn);
    else this.run(fn);
  }

  fire(type: string, event: object = {}): void {
    this.run(() => this.window.fire(type, event));
  }

  show(isVisible: boolean): void {
    this.document.visibilityState = isVisible ? 'visible' : 'hidden';
    this.fire('visibilitychange');
  }

  thaw(type: 'resume' | 'pageshow'): void {
    this.isFrozen = false;
    this.fire(type, { persisted: true });
    for (const fn of this.late.splice(0)) this.task(fn);
  }
}
