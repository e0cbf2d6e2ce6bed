/**
 * The state of consent, which decides whether the tag may store and send. The first line that applies counts:
 *
 * - another tab of the site withdrew consent, and this one has not heard a new grant: denied
 * - the last `consent()` call on this page, or option `consent: 'granted'`: its state
 * - what the visitor has decided in a consent platform that is followed: granted or denied
 * - the browser's Global Privacy Control or Do Not Track, if respected: denied
 * - a platform that is followed: granted if no consent is needed, otherwise pending
 * - option `consent`: its state, pending if it names platforms. Without the option: granted
 *
 *            grant: what was held is stored with its own time
 *  pending ────────────────────────────────────────────────────▶ granted
 *     │    ◀────────────────────────────────────────────────────    │
 *     │            pending again: what is stored stays              │
 *     │                                                             │
 *     └─────────────────────▶  denied  ◀────────────────────────────┘
 *            what was held is dropped, what is stored is erased (GPC and DNT only stop);
 *            `granted` and `pending` lead out of it
 *
 *  A platform may change its answer at any time, so each arrow can be its own. chunks/consent combines all platforms
 *  into one report.
 *
 *  pending: captures and holds in memory, no storage, no requests. granted: captures, stores, sends. denied: nothing.
 *
 * `consent/states` does what the arrows say.
 */

import { guard } from '../browser/listen';
import { warn } from '../browser/warn';
import { formatValue } from '../core/limits';
import type { PlatformName, Platforms } from './platforms';

export type ConsentState = 'granted' | 'pending' | 'denied';

export interface ConsentReport {
  state: ConsentState;
  /** What decided: a call on this page, the browser's signal, a platform, the option, or another tab of the site. */
  source: 'call' | 'gpc' | 'dnt' | PlatformName | 'option' | 'tab';
}

export interface ConsentOptions {
  consent: ConsentState | PlatformName | Platforms | undefined;
  respectGpc: boolean;
  respectDnt: boolean;
}

export const isConsentState = (value: unknown): value is ConsentState =>
  value === 'granted' || value === 'pending' || value === 'denied';

const hasGpc = () => (navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl === true;
const hasDnt = () => navigator.doNotTrack === '1';

/** What the browser says. */
function readSignal(options: ConsentOptions | undefined): ConsentReport | undefined {
  if (options?.respectGpc && hasGpc()) return { state: 'denied', source: 'gpc' };
  if (options?.respectDnt && hasDnt()) return { state: 'denied', source: 'dnt' };
  return undefined;
}

function readOption(options: ConsentOptions | undefined): ConsentReport {
  const option = options ? (options.consent ?? 'granted') : 'pending';
  return { state: isConsentState(option) ? option : 'pending', source: 'option' };
}

type OnReport = (report: ConsentReport) => void;

/**
 * Calls `enter` and `onChange` for the current state, and again while there are new decisions: a listener that is called
 * during a change can decide again.
 */
function createChanges(report: () => ConsentReport, onChange: OnReport) {
  let reported: ConsentState | undefined;
  let decisions = 0;
  return (enter: OnReport) => {
    if (decisions++) return;
    for (let handled = 0; handled < decisions; handled++) {
      const now = report();
      enter(now);
      // A listener that answers each change by another one is not told of the hundredth, or it would never end.
      if (reported && reported !== now.state && handled < 99) onChange(now);
      reported = now.state;
    }
    decisions = 0;
  };
}

export function createConsent(onChange: OnReport) {
  let [called, lastDecided]: [ConsentState?, ConsentState?] = [];
  let isWithdrawn = false;
  /** What the platforms say. */
  let followed: ConsentReport | undefined;
  let isDecided = false;
  let options: ConsentOptions | undefined;
  /** Set once the tag starts. */
  let enter: OnReport | undefined;
  let current = decide();
  const report = () => ({ ...current });
  const handle = createChanges(report, guard(onChange));

  function decide(): ConsentReport {
    if (isWithdrawn) return { state: 'denied', source: 'tab' };
    if (called) return { state: called, source: 'call' };
    if (followed && isDecided) return followed;
    return readSignal(options) ?? followed ?? readOption(options);
  }

  function update(): void {
    current = decide();
    if (enter) handle(enter);
  }

  return {
    current: report,
    /** The command. Before `init` the last call counts. */
    say(state: unknown): void {
      if (!isConsentState(state))
        return warn(`consent ${formatValue(state)} is not granted, pending or denied: ignored`);
      if (isWithdrawn && state === 'pending') return;
      isWithdrawn = false;
      called = state;
      update();
    },
    /** What the platforms say now. A decision that is only repeated does not undo what another tab has said. */
    follow(given: ConsentReport, isDecision: boolean): void {
      followed = given;
      isDecided = isDecision;
      if (isDecision && lastDecided !== given.state) isWithdrawn = false;
      if (isDecision) lastDecided = given.state;
      update();
    },
    /** Another tab has withdrawn consent. It reads no storage, so it also counts while consent is pending. */
    withdraw(): void {
      if (current.state === 'denied') return;
      isWithdrawn = true;
      update();
    },
    /** The tag starts: calls `onState` with the first state, and again after each decision, even if it changes nothing. */
    begin(given: ConsentOptions, onState: OnReport): void {
      options = given;
      if (given.consent === 'granted') called ??= 'granted';
      enter = guard(onState);
      update();
    },
  };
}

export type Consent = ReturnType<typeof createConsent>;
