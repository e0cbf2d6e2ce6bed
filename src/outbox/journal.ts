/**
 * The last resort of a page that is left before its outbox has answered: rows not yet known to be stored, written to
 * localStorage in `pagehide`, and put into the outbox by the next page.
 *
 * WebKit loses about half of the IndexedDB writes that a click began when the page is gone a few milliseconds later, and
 * keeps every `localStorage.setItem` of `pagehide`; Chromium and Firefox lose neither.
 */

import { listOf, type SiteStorage } from '../browser/site-storage';
import { toJson } from '../browser/to-json';
import { idOf } from '../core/event';
import type { QueuedRow } from './rows';

const KEY = 'personalize.journal';
/** The page's own 5 MB of localStorage are not ours to fill. */
const MOST = 300;

export interface Journal {
  read(): QueuedRow[];
  add(rows: readonly QueuedRow[]): void;
  remove(rows: readonly QueuedRow[]): void;
}

export function createJournal(storage: SiteStorage): Journal {
  const read = (): QueuedRow[] => listOf<QueuedRow>(storage, KEY).filter(isWaiting);
  const without = (rows: readonly QueuedRow[]) =>
    read().filter((kept) => !rows.some(({ row }) => idOf(row) === idOf(kept.row)));
  return {
    read,
    add: (rows) => storage.set(KEY, [...without(rows), ...rows].slice(-MOST)),
    remove(rows) {
      if (!read().length) return;
      const left = without(rows);
      storage.set(KEY, left[0] && left);
    },
  };
}

/** A key that IndexedDB refuses would take all that is written with it along. */
const isWaiting = (value: QueuedRow | null): value is QueuedRow =>
  /^\[("\w+",)?[\d.]+,\d+,"(\\.|[^"\\])+"]$/.test(toJson(value?.key) as string) && !!value?.row?.body;
