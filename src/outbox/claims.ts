/**
 * How rows leave the outbox: claimed before they are sent, removed only after an answer. A crash in between repeats an
 * event, with the same id, and never loses one. Part of the delivery chunk.
 */

import { promisifyRequest, type UseStore } from 'idb-keyval';
import { type EpochMs, type LooseRow, type Row, sameCall } from '../event';
import { commit } from './commit';
import type { Claim, RowKey, StoredRow, Waiting } from './rows';

/** Longer than any request lives (10 s), short enough that a crashed page's rows go out in this visit. */
const CLAIM_MS = 15_000;
/** For a row that is sent while its page is left: as long as that request lives, since nobody may be there to release it. */
const LEAVING_MS = 10_000;
/** How far past other visitors' and other pages' rows a claim looks, so that its transaction stays short. */
const SCAN = 500;
const PAGE = 50;

export interface Taken {
  taken: Waiting[];
  /** When others' claims end. */
  heldUntil?: EpochMs;
}

/** True for rows that are not to be had now. */
export type Skip = (row: Row) => boolean;

export interface Claims {
  /** A claim of this page, from now, for what it sends while it is left. */
  mine(): Claim;
  /** Takes the oldest free rows of one call for this page, of all or of those behind `after`. */
  take(most: number, skip: Skip, after?: RowKey): Promise<Taken>;
  /** The same without a claim, for a store that can only be read: a disk that is full takes no claim either. */
  peek(most: number, skip: Skip): Promise<Taken>;
  /** They have been answered for. */
  remove(rows: readonly Waiting[]): Promise<void>;
  /** They were not answered for, and whoever comes next may try. */
  release(rows: readonly Waiting[]): Promise<void>;
  /** From now again, for what takes more than one request. */
  renew(rows: readonly Waiting[]): Promise<void>;
}

export function createClaims(deps: {
  use: UseStore;
  owner: string;
  now: () => EpochMs;
  isVisible: () => boolean;
  /** The row as it is to be sent, which is how it stands in the store from then on; `undefined` gives it up. */
  toSend?: (row: StoredRow) => StoredRow | undefined;
  onForeign?: (value: unknown) => void;
}): Claims {
  const { use, owner, now, isVisible, toSend = (row) => row } = deps;

  /** `fn` in one transaction, complete when the promise resolves. */
  const within = (mode: IDBTransactionMode, fn: (store: IDBObjectStore) => void): Promise<void> =>
    use(mode, (store) => {
      fn(store);
      return promisifyRequest(store.transaction);
    });
  const claim = (ms: number): Claim => ({ owner, until: now() + ms });

  async function look(mode: IDBTransactionMode, most: number, skip: Skip, from?: RowKey): Promise<Taken> {
    const found: Taken = { taken: [] };
    const { taken } = found;
    await within(mode, (store) => {
      const remove = (key: IDBValidKey) => mode === 'readwrite' && store.delete(key);

      function consider(row: StoredRow, key: RowKey): void {
        if (taken.length === most) return;
        if (!isRow(row)) {
          // A newer version's row waits for that version; what is nobody's must not stand in the way for ever.
          if (!(((row as { v?: unknown } | null)?.v as number) > VERSION) && remove(key))
            deps.onForeign?.(row);
          return;
        }
        if (skip(row)) return;
        const held = row.claim;
        // A claim that ends later than one can last was made by a clock that has been set back since.
        if (held && held.owner !== owner && held.until > now() && held.until <= now() + CLAIM_MS) {
          found.heldUntil = Math.min(held.until, found.heldUntil ?? held.until);
          return;
        }
        if (taken[0] && !sameCall(taken[0].row, row)) return;
        const ready = toSend(row);
        if (!ready) return void remove(key);
        if (mode === 'readwrite') store.put({ ...ready, claim: claim(CLAIM_MS) }, key);
        taken.push({ key, row: ready });
      }

      let left = SCAN;
      function readOn(size: number, after?: IDBValidKey): void {
        const range = after && IDBKeyRange.lowerBound(after, true);
        const keys = store.getAllKeys(range, size);
        const rows = store.getAll(range, size);
        // Requests are answered in their order: the keys are there when the rows are.
        rows.onsuccess = orAbort(store, () => {
          for (const [at, row] of rows.result.entries()) consider(row, keys.result[at] as unknown as RowKey);
          left -= size;
          const last = keys.result[size - 1];
          if (last && taken.length < most && left > 0) readOn(PAGE, last);
          else commit(store);
        });
      }
      readOn(most, from);
    });
    return found;
  }

  /**
   * Those that are still this page's own. A hidden page may be frozen in the middle, and would keep all others waiting:
   * there the claims end by themselves.
   */
  const change = async (rows: readonly Waiting[], to: (row: StoredRow) => StoredRow): Promise<void> => {
    if (!isVisible()) return;
    await within('readwrite', (store) => {
      for (const { key } of rows) {
        const request = store.get(key);
        request.onsuccess = orAbort(store, () => {
          const row = request.result as StoredRow | undefined;
          if (row?.claim?.owner === owner) store.put(to(row), key);
        });
      }
    });
  };

  return {
    mine: () => claim(LEAVING_MS),
    take: (most, skip, after) => look('readwrite', most, skip, after),
    peek: (most, skip) => look('readonly', most, skip),

    remove: (rows) =>
      within('readwrite', (store) => {
        for (const { key } of rows) store.delete(key);
        commit(store);
      }),

    release: (rows) => change(rows, ({ claim, ...row }) => row),
    renew: (rows) => change(rows, (row) => ({ ...row, claim: claim(CLAIM_MS) })),
  };
}

/** What throws in a request's callback, such as a put that is refused, would be an error of the page. */
const orAbort = (store: IDBObjectStore, fn: () => void) => () => {
  try {
    fn();
  } catch {
    store.transaction.abort();
  }
};

/** The shape of the rows that this version writes. */
const VERSION = 1;

const isRow = (value: unknown): value is StoredRow => {
  const { v, kind, id, body, visitor, datasetArn } = (value ?? {}) as LooseRow;
  const isEvent = kind === 'event';
  const texts = isEvent
    ? [body?.eventId, body?.eventType, visitor?.sessionId]
    : [id, datasetArn, body?.userId ?? body?.itemId];
  return (
    v === VERSION &&
    (isEvent ? Number(body?.sentAt) >= 0 : /^(user|item)$/.test(`${kind}`)) &&
    texts.every((text) => typeof text === 'string')
  );
};
