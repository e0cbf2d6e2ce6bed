/**
 * Tabs of one site: each has its own outbox, claims and drainer, and all share one database, which only the test opens.
 */

import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { promisifyRequest, type UseStore } from 'idb-keyval';
import { type Claims, createClaims } from '../../src/chunks/drain/claims';
import { createDrainer } from '../../src/chunks/drain/drainer';
import type { Row } from '../../src/core/event';
import type { Transport } from '../../src/delivery/transport';
import { type Claim, claimKeys, type QueuedRow, rowKeys } from '../../src/outbox/rows';
import { openOutbox } from './unit-outbox';
import { HERE, idOf } from './unit-rows';

/** A new site without any stored data. */
export function newSite(): void {
  globalThis.indexedDB = new IDBFactory();
  globalThis.IDBKeyRange = IDBKeyRange as typeof globalThis.IDBKeyRange;
}

export type WithLock = <T>(name: string, fn: (held: () => boolean) => Promise<T>) => Promise<T | undefined>;

export const noLock: WithLock = (_, fn) => fn(() => true);

/** One lock for all tabs that use it; a request for a held lock returns at once. */
export function oneLock(): WithLock {
  let held = false;
  return async (_, fn) => {
    if (held) return undefined;
    held = true;
    try {
      return await fn(() => true);
    } finally {
      held = false;
    }
  };
}

export function openTab(
  owner: string,
  transport: Transport,
  now: () => number,
  withLock: WithLock = noLock,
  around: (claims: Claims) => Claims = (claims) => claims,
  prepareRow: (row: Row) => Row | undefined = (row) => row,
) {
  const outbox = openOutbox();
  const sent: string[] = [];
  const refused: string[] = [];
  const scope = { ended: false };
  const drainer = createDrainer({
    claims: around(
      createClaims({ ...HERE, outbox, page: { owner, now }, isVisible: () => true, prepareRow }),
    ),
    transport,
    locks: { withLock, withoutLock: (fn) => fn(() => true) },
    page: { now, scope },
    outbox,
    handlers: {
      prepareRow,
      onEmpty: () => Promise.resolve(false),
      onSent: (row) => sent.push(idOf(row)),
      onRefused: (row) => refused.push(idOf(row)),
    },
  });
  return {
    ...drainer,
    outbox,
    sent,
    refused,
    stop(): void {
      scope.ended = true;
    },
    /** Reports the rows to the drainer and then stores them, like the page. */
    store(rows: readonly QueuedRow[]): Promise<void> {
      drainer.added(rows);
      return outbox.add(rows);
    },
  };
}

export const storedRows = (use: UseStore): Promise<Row[]> =>
  use('readonly', (store) => promisifyRequest<Row[]>(store.getAll(rowKeys())));

export const storedClaims = (use: UseStore): Promise<Claim[]> =>
  use('readonly', (store) => promisifyRequest<Claim[]>(store.getAll(claimKeys())));

/** The owner of each stored row's claim, in the order of the rows. */
export async function claimants(use: UseStore): Promise<(string | undefined)[]> {
  const claims = await storedClaims(use);
  const keys = await use('readonly', (store) => promisifyRequest(store.getAllKeys(rowKeys())));
  return keys.map((key) => claims.find(({ rows }) => rows.includes(`${key}`))?.owner);
}

export const storedIds = async (use: UseStore): Promise<string[]> => (await storedRows(use)).map(idOf);
