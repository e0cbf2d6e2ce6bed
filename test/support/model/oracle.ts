/** The rules that must hold for the visits of a site, whatever happened. Returns every breach as a text. */

import type { Site } from './site';
import type { Outcome } from './visits';

export function breaches(outcome: Outcome): string[] {
  const { site, leftovers, stuck, error } = outcome;
  if (error) return [`thrown: ${error}`];
  const { ledger, clockWrong, skew } = site;
  const { wire } = site.service;
  const found: string[] = [];
  const accepted = new Set(wire.filter((copy) => copy.accepted).map(({ id }) => id));
  const { occurrences, deaths } = ledger;

  // I1: no loss
  for (const { id, tab, safe, left, refused, dropped } of occurrences.values()) {
    if (accepted.has(id) || refused || dropped) continue;
    if (safe) found.push(`lost: ${id}, which was stored`);
    else if (left) found.push(`lost: ${id}, although its page was left with pagehide`);
    else if (!deaths.has(tab)) found.push(`lost: ${id}, although its page stayed open`);
  }
  // I2: no invention
  for (const id of accepted) if (!occurrences.has(id)) found.push(`invented: ${id}`);
  // I3: all copies are equal, and equal to the captured event
  const first = new Map<string, string>();
  for (const { id, text, misdated } of wire) {
    if (misdated) continue;
    const before = first.get(id);
    if (before === undefined) first.set(id, text);
    // Only the time may change, once, when the tag finds out that the clock of the device is wrong.
    else if (before !== text && !(clockWrong && difference(before, text).startsWith('sentAt')))
      found.push(`changed: ${id}: ${difference(before, text)}`);
    const happened = occurrences.get(id)?.text;
    if (!clockWrong && before === undefined && happened && happened !== text)
      found.push(`not as captured: ${id}: ${difference(happened, text)}`);
  }
  // AWS refuses requests until the clock offset is known, so it accepts no wrong event time either.
  for (const { id, text, accepted: taken } of wire) {
    const { trueAt } = occurrences.get(id) ?? {};
    const { sentAt } = JSON.parse(text);
    if (taken && trueAt && Math.abs(skew ?? 0) > 300_000 && Math.abs(sentAt - trueAt) > 60)
      found.push(`wrong time: ${id}, off by ${sentAt - trueAt} s`);
  }
  // I6: every event is accounted for
  for (const leftover of leftovers) found.push(`still pending at the end: ${leftover}`);
  for (const id of stuck) found.push(`not delivered by an open page: ${id}`);
  for (const { id, sent, refused } of occurrences.values()) {
    if (sent && !accepted.has(id)) found.push(`reported as sent and not accepted: ${id}`);
    if (sent && refused) found.push(`sent and refused: ${id}`);
  }
  return [...found, ...repeated(site)];
}

/** The service may accept an event twice only if no page could know that it had been accepted. */
function repeated({ ledger, hasLocks, clockWrong, disk, service: { wire } }: Site): string[] {
  const found: string[] = [];
  const byId = new Map<string, typeof wire>();
  for (const copy of wire) byId.set(copy.id, [...(byId.get(copy.id) ?? []), copy]);
  for (const [id, copies] of byId) {
    const taken = copies.find(({ accepted }) => accepted);
    if (!taken) continue;
    for (const again of copies.slice(copies.indexOf(taken) + 1)) {
      const answeredAt = taken.answeredAt ?? Infinity;
      const until = Math.min(again.sentAt, answeredAt + 100);
      const within = (at: number | undefined) =>
        at !== undefined && at >= taken.sentAt - 100 && at <= until + 100;
      const excuse =
        // The claim of rows that are sent on leave starts with the write before their request.
        (taken.lost && again.sentAt >= answeredAt - (taken.leaving ? 100 : 0)) ||
        // Claimed ahead by another tab, whose earlier request was in flight when this tab sent the row on leave.
        (taken.leaving &&
          again.tab !== taken.tab &&
          wire.some(
            ({ tab, sentAt, answeredAt: end = Infinity }) =>
              tab === again.tab && sentAt <= taken.sentAt && end >= taken.sentAt,
          )) ||
        within(ledger.deaths.get(taken.tab)) ||
        ledger.freezes.get(taken.tab)?.some(within) ||
        // On leave there is no time to check whether another tab has sent the rows of this one, so they are stored
        // again.
        copies.some(
          (copy) =>
            copy.leaving && copy.tab !== taken.tab && copy.sentAt <= again.sentAt && copy.nth > taken.nth,
        ) ||
        // Rows are sent on leave before their claim can be written.
        (taken.leaving && again.sentAt - taken.sentAt < 100) ||
        disk.lastFaultAt >= 0 ||
        clockWrong;
      if (!excuse)
        found.push(
          `repeated: ${id}, sent by ${again.tab} at ${again.sentAt}, after ${taken.tab} had sent it at ${taken.sentAt} and got an answer at ${answeredAt} (${taken.answeredWith}${taken.leaving ? ', leaving' : ''}${again.leaving ? ', again leaving' : ''}${hasLocks ? '' : ', no lock'})`,
        );
    }
  }
  return found;
}

/** The fields that differ. */
function difference(one: string, other: string): string {
  const [a, b] = [JSON.parse(one), JSON.parse(other)];
  const names = Object.keys({ ...a, ...b }).filter((name) => a[name] !== b[name]);
  return names.map((name) => `${name} ${a[name]} → ${b[name]}`).join(', ') || 'the order of its fields';
}
