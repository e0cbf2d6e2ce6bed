/**
 * Checks which values in the store are rows or claims of this version. Other versions and other code write to the same
 * store, and values may be corrupt.
 */

import type { EpochMs, LooseRow, Row } from '../../core/event';
import type { Claim } from '../../outbox/rows';

/** The format versions that this version writes. */
export const ROW = 1;
export const CLAIM = 2;

export const isRow = (value: unknown): value is Row => {
  const { v, kind, id, body, visitor, datasetArn } = (value ?? {}) as LooseRow;
  const isEvent = kind === 'event';
  const texts = isEvent
    ? [body?.eventId, body?.eventType, visitor?.sessionId]
    : [id, datasetArn, body?.userId ?? body?.itemId];
  return (
    v === ROW &&
    (isEvent ? Number(body?.sentAt) >= 0 : /^(user|item)$/.test(`${kind}`)) &&
    texts.every((text) => typeof text === 'string')
  );
};

export const isClaim = (value: unknown): value is Claim => {
  const { v, until, rows } = (value ?? {}) as Partial<Claim>;
  return v === CLAIM && Number(until) >= 0 && Array.isArray(rows);
};

/** When the claim of an older version ends, which stands in its row; it lasts 30 s at most. */
export function olderClaim(row: Row, now: EpochMs): EpochMs | undefined {
  const until = Number((row as { claim?: Partial<Claim> }).claim?.until);
  return until > now && until <= now + 30_000 ? until : undefined;
}

export const isNewer = (value: unknown, than: number): boolean =>
  Number((value as { v?: unknown } | null | undefined)?.v) > than;
