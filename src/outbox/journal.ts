/**
 * Saves rows when the page is left before IndexedDB confirms the write. The rows are written to localStorage in
 * `pagehide`, and the next page moves them to the outbox.
 *
 * WebKit loses about half of the IndexedDB writes that a click starts if the page is left a few milliseconds later, and
 * keeps every `localStorage.setItem` of `pagehide`. Chromium and Firefox lose neither.
 */

import { listOf, type SiteStorage } from '../browser/site-storage';
import { toJson } from '../browser/to-json';
import { idOf } from '../core/event';
import type { QueuedRow } from './rows';

const KEY = 'personalize.journal';
/** Limits the share of the site's 5 MB of localStorage. */
const MAX_ROWS = 300;

export interface Journal {
  read(): QueuedRow[];
  add(rows: readonly QueuedRow[]): void;
  remove(rows: readonly QueuedRow[]): void;
}

export function createJournal(storage: SiteStorage): Journal {
  const read = (): QueuedRow[] => listOf<QueuedRow>(storage, KEY).filter(isValid);
  const without = (rows: readonly QueuedRow[]) =>
    read().filter((queued) => !rows.some(({ row }) => idOf(row) === idOf(queued.row)));
  return {
    read,
    add: (rows) => storage.set(KEY, [...without(rows), ...rows].slice(-MAX_ROWS)),
    remove(rows) {
      if (!read().length) return;
      const remaining = without(rows);
      storage.set(KEY, remaining[0] && remaining);
    },
  };
}

/** A row with a key that IndexedDB rejects would make the whole transaction fail. */
const isValid = (value: QueuedRow | null): value is QueuedRow =>
  /^\[("\w+",)?[\d.]+,\d+,"(\\.|[^"\\])+"]$/.test(toJson(value?.key) as string) && !!value?.row?.body;
