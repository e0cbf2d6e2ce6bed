/**
 * Reads IAB TCF 2.2 and 2.3: https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework
 *
 * While the dialog is shown again, the last decision counts: the visitor may close it without a change.
 */

import type { Answer } from './answer';
import type { Follow } from './follow';
import { listenToIab } from './iab-api';
import type { Rules } from './rules';

interface TcData {
  gdprApplies?: unknown;
  cmpStatus?: unknown;
  eventStatus?: unknown;
  purpose: { consents: Record<number, unknown> };
  vendor: { consents: Record<number, unknown> };
}

/** Whether the visitor consents to all that the rule asks for. An inner list means one of its purposes. */
export const decide = (
  { purposes, vendor }: Rules['tcf'],
  hasPurpose: (id: number) => boolean,
  hasVendor: (id: number) => boolean,
): Answer =>
  purposes.every((each) => [each].flat().some(hasPurpose)) && (!vendor || hasVendor(vendor))
    ? 'granted'
    : 'denied';

export const followTcf: Follow = (page, { tcf }, onAnswer) => {
  let last: Answer = 'pending';
  const read = ({ gdprApplies, cmpStatus, eventStatus, purpose, vendor }: TcData): Answer => {
    // Nothing else exists then, and some platforms send no status.
    if (gdprApplies === false) return 'not needed';
    if (gdprApplies !== true || cmpStatus === 'error') return 'pending';
    // Without an earlier decision all purposes are false here.
    if (eventStatus === 'cmpuishown') return last === 'not needed' ? 'pending' : last;
    if (eventStatus !== 'tcloaded' && eventStatus !== 'useractioncomplete') return 'pending';
    return decide(
      tcf,
      (id) => purpose.consents[id] === true,
      (id) => vendor.consents[id] === true,
    );
  };
  return listenToIab('__tcfapi', 2, page, read, (answer) => {
    last = answer;
    onAnswer(answer);
  });
};
