/**
 * Records the captured events outside of the tabs: which of them were reported as stored, sent, refused or dropped, and
 * when each tab ended or was frozen.
 */

import type { EventRow, Visitor } from '../../../src/core/event';

export interface Occurrence {
  id: string;
  tab: string;
  /** The JSON that must arrive. */
  text: string;
  /** The time of the event by the clock of the service, in seconds. */
  trueAt?: number | undefined;
  /** `track` resolved to its id. */
  safe: boolean;
  /** Its page was left with `pagehide` later. If the event was not stored, it is in the journal. */
  left: boolean;
  sent: number;
  refused?: string;
  dropped?: string;
}

export function createLedger() {
  const occurrences = new Map<string, Occurrence>();
  const deaths = new Map<string, number>();
  const freezes = new Map<string, number[]>();
  const of = (id: string): Partial<Occurrence> => occurrences.get(id) ?? {};

  return {
    occurrences,
    deaths,
    freezes,
    captured(what: {
      id: string;
      tab: string;
      row?: EventRow;
      visitor?: Visitor;
      sentAt?: number;
      trueAt?: number;
    }): void {
      const { id, tab, row, visitor, sentAt, trueAt } = what;
      const itemId = `item-${Number(id.split('.')[1]) - 1}`;
      const event = row
        ? { ...row.body, ...row.visitor }
        : { eventId: id, eventType: 'View', sentAt, itemId, ...visitor };
      occurrences.set(id, {
        id,
        tab,
        text: JSON.stringify(event),
        trueAt,
        safe: false,
        left: false,
        sent: 0,
      });
    },
    settled(id: string, as?: string): void {
      if (as === id) of(id).safe = true;
    },
    sent(id: string): void {
      const each = occurrences.get(id);
      if (each) each.sent++;
    },
    refused(id: string, why: string): void {
      of(id).refused = why;
    },
    dropped(id: string, reason: string): void {
      of(id).dropped = reason;
    },
    left(tab: string): void {
      for (const each of occurrences.values()) if (each.tab === tab) each.left = true;
    },
    died(tab: string, at: number): void {
      deaths.set(tab, at);
    },
    froze(tab: string, at: number): void {
      freezes.set(tab, [...(freezes.get(tab) ?? []), at]);
    },
  };
}

export type Ledger = ReturnType<typeof createLedger>;
