/**
 * What consent allows each tab, and what must become of each event. The model follows the rules of consent only: it
 * knows nothing of sessions, outboxes or requests.
 */

import type { Sent } from './consent-site';

export type State = 'granted' | 'pending' | 'denied';

export class ModelPage {
  state: State | 'new' = 'new';
  source = 'option';
  isFrozen = false;
  wasLeft = false;
  isGone = false;
  /** When consent was given to this page, counted in steps. */
  grantedAt = 0;
  /** Another tab has withdrawn consent while this one was frozen. */
  missed = false;
  held: ModelEvent[] = [];
}

interface ModelEvent {
  itemId: string;
  page: ModelPage;
  at: number;
  /** It may only arrive from a page that has consent since before this step. */
  withdrawnAt: number;
  /** `consented`: it must arrive. */
  fate: 'held' | 'consented' | 'dropped';
  eventId: string;
  isAnonymous: boolean;
  arrivals: number;
  /** The page whose request arrived last. */
  sender?: ModelPage;
}

export class ConsentModel {
  events = new Map<string, ModelEvent>();
  faults: string[] = [];
  /** Nothing was allowed to be stored since the last erasure. */
  isErased = false;
  private step = 1;

  /** The state that `consent()` or the option of a new page sets. */
  set(page: ModelPage, state: State, source: 'call' | 'option' | 'default'): void {
    if (source === 'call' && page.source === 'tab' && state === 'pending') return;
    const before = page.state;
    page.state = state;
    // An option that grants consent is the site's word, like a call.
    if (source === 'default') page.source = 'option';
    else page.source = state === 'granted' ? 'call' : source;
    // It no longer waits for the answers of requests.
    if (before === 'granted' && state === 'pending') page.wasLeft = true;
    if (state === 'denied') this.withdraw(page);
    if (state !== 'granted') return;
    this.isErased = false;
    if (before !== 'granted') page.grantedAt = ++this.step;
    for (const event of page.held.splice(0)) event.fate = 'consented';
  }

  /** The page has denied consent: everything that is stored is erased. */
  withdraw(page: ModelPage): void {
    this.isErased = true;
    for (const event of page.held.splice(0)) event.fate = 'dropped';
    const at = ++this.step;
    for (const event of this.events.values()) if (event.fate === 'consented') event.withdrawnAt ||= at;
  }

  /** The page learns that another one has withdrawn consent. */
  hear(page: ModelPage): void {
    if (page.isGone || (page.state !== 'granted' && page.state !== 'pending')) return;
    if (page.isFrozen) {
      // A page that waits for consent must not read the key when it continues.
      page.missed = page.state === 'granted';
      return;
    }
    page.missed = false;
    for (const event of page.held.splice(0)) event.fate = 'dropped';
    page.state = 'denied';
    page.source = 'tab';
    const at = ++this.step;
    for (const event of this.events.values()) {
      if (event.page === page && event.fate === 'consented') event.withdrawnAt ||= at;
    }
  }

  track(page: ModelPage, itemId: string, at: number): void {
    const fate = { granted: 'consented', pending: 'held', denied: 'dropped', new: 'dropped' } as const;
    const event: ModelEvent = {
      ...{ itemId, page, at, withdrawnAt: 0, arrivals: 0 },
      ...{ fate: fate[page.state], eventId: '', isAnonymous: false },
    };
    this.events.set(itemId, event);
    if (event.fate === 'held') page.held.push(event);
  }

  access(page: ModelPage, name: string, what: string): void {
    // A tab that is told of a withdrawal asks whether another tab has a new grant, before it erases what it has stored.
    // The answer of the database can be handled in the name of the tab that has withdrawn consent, as far as the next
    // request (which reads the clock).
    // Other tabs hear only of a key that was there, so it is written before it is removed.
    const asks =
      /(reads|writes) .*generation$/.test(what) ||
      (page.state === 'denied' && /calls count|reads .*clock$/.test(what));
    if (page.state !== 'granted' && page.state !== 'new' && !asks)
      this.faults.push(`${name} ${what}, ${page.state}`);
  }

  /** The page sends these events. */
  request(page: ModelPage, sent: readonly Sent[]): void {
    for (const { itemId, eventId, sentAt, userId } of sent) {
      const event = this.events.get(itemId);
      const fault = (what: string) => this.faults.push(`${itemId} ${what}`);
      if (!event) return void fault('is unknown');
      if (event.fate !== 'consented') fault(`is ${event.fate} and sent`);
      if (event.withdrawnAt && page.grantedAt > event.withdrawnAt) fault('was withdrawn and sent');
      if (Math.round(sentAt * 1000) !== event.at) fault(`has time ${sentAt} and not ${event.at}`);
      if (!event.eventId) Object.assign(event, { eventId, isAnonymous: !userId });
      // A login sends an event of the anonymous session once more.
      if (event.eventId !== eventId && !(event.isAnonymous && userId)) fault('has two ids');
    }
  }

  arrive(page: ModelPage, sent: readonly Sent[]): void {
    for (const { itemId, eventId } of sent) {
      const event = this.events.get(itemId);
      if (event?.eventId !== eventId) continue;
      if (page.state !== 'granted' && !page.isGone && !page.isFrozen && event.withdrawnAt)
        this.faults.push(`${itemId} arrived after the withdrawal`);
      // A page that is left does not wait for others, nor for answers: it can be sent again, with the same id.
      const isUnsure = [page, event.sender].some((each) => each?.isGone || each?.wasLeft);
      if (!event.arrivals || !isUnsure) event.arrivals++;
      event.sender = page;
    }
  }

  /** The events that should have arrived and have not, or twice. */
  lost(): string[] {
    const isWanted = ({ fate, withdrawnAt }: ModelEvent) => fate === 'consented' && !withdrawnAt;
    return [...this.events.values()]
      .filter((event) => isWanted(event) && event.arrivals !== 1)
      .map(({ itemId, arrivals }) => `${itemId} arrived ${arrivals} times`);
  }
}
