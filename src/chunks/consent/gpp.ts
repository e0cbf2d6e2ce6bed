/**
 * Reads IAB GPP 1.1: https://github.com/InteractiveAdvertisingBureau/Global-Privacy-Platform
 *
 * A platform that is not ready is changing its answer, for example while its dialog is shown: the tag waits.
 */

import { ownOf } from '../../core/limits';
import { type Answer, BY_WEIGHT } from './answer';
import type { Follow } from './follow';
import { listenToIab } from './iab-api';
import type { Rules } from './rules';
import { decide } from './tcf';

interface Event {
  pingData: {
    signalStatus?: unknown;
    applicableSections: number[];
    parsedSections: Record<string, unknown>;
  };
}

/** The sections of the US by their ids, from 6, without their prefix `us`. */
const US = 'pv1 nat ca va co ut ct fl mt or tx de ia ne nh nj tn mn md in ky ri';

export const followGpp: Follow = (page, rules, onAnswer) => {
  const read = ({ pingData }: Event): Answer => {
    const { applicableSections, signalStatus, parsedSections } = pingData;
    if (signalStatus !== 'ready') return 'pending';
    if (applicableSections.includes(-1)) return 'not needed';
    const answers = applicableSections.map((id) => {
      const section = id === 2 ? 'tcfeuv2' : `us${US.split(' ')[id - 6]}`;
      return readSection(id, parsedSections[section], rules);
    });
    return BY_WEIGHT.find((each) => answers.includes(each)) ?? 'pending';
  };
  return listenToIab('__gpp', undefined, page, read, onAnswer);
};

/** A section is a list of segments, or one object with the fields of all. */
function readSection(id: number, section: unknown, { tcf, gpp }: Rules): Answer {
  // The characters of a text get the names 0, 1, 2 …
  const fields: Record<string, unknown> = Object.assign(ownOf({}), ...[section].flat());
  // `uspv1` is a text such as `1YYN`, or an object. The third character says that the visitor has opted out of sale.
  if ((fields[2] ?? fields.OptOutSale) === 'Y') fields.SaleOptOut = 1;
  const { PurposeConsents, VendorConsents } = fields;
  if (PurposeConsents) return decide(tcf, isIn(PurposeConsents), isIn(VendorConsents));
  // An applicable section that is missing, empty or not decoded, or that the tag does not know.
  if (id < 6 || !Object.keys(fields)[0] || (fields[0] && id > 6)) return 'pending';
  return gpp.optOuts.some((name) => +(fields[name] as number) === 1) ? 'denied' : 'granted';
}

/** A list of ids, or of a boolean for each id, as the platform likes. */
const isIn =
  (list: unknown) =>
  (id: number): boolean =>
    Array.isArray(list) && (list.includes(id) || list[id - 1] === true);
