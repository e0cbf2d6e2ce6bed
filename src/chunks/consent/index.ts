/**
 * Entry of personalize-consent.min.js: follows the consent platforms that option `consent` names, for the life of the
 * page, and combines what they say into one report. What a platform says several times, or within one task, is reported
 * once.
 */

import { stopAll } from '../../browser/listen';
import type { ConsentModule } from '../../consent/consent-module';
import type { PlatformName } from '../../consent/platforms';
import { ownOf } from '../../core/limits';
import { type Answer, BY_WEIGHT } from './answer';
import type { Follow } from './follow';
import { followGoogle } from './google';
import { followGpp } from './gpp';
import { readRules } from './rules';
import { followTcf } from './tcf';

export { PROTOCOL as protocol } from '../../core/protocol';

const SILENT_MS = 5000;
const FOLLOW: Record<PlatformName, Follow> = { google: followGoogle, tcf: followTcf, gpp: followGpp };

export const followPlatforms: ConsentModule['followPlatforms'] = (
  { consent, dataLayer },
  report,
  warn,
  log,
  later,
  listen,
) => {
  const { rules, names } = readRules(consent, warn);
  const layerName = dataLayer ? dataLayer.name : 'dataLayer';
  const answers: { [N in PlatformName]?: Answer } = ownOf({});
  let last = '';

  const combine = () => {
    for (const answer of BY_WEIGHT) {
      const source = names.find((name) => (answers[name] ?? 'pending') === answer);
      if (!source) continue;
      if (last === source + answer) return;
      last = source + answer;
      const state = answer === 'not needed' ? 'granted' : answer;
      return report({ state, source }, answer !== 'pending' && answer === state);
    }
  };
  const follow = (name: PlatformName) =>
    FOLLOW[name]({ later, listen, layerName }, rules, (answer) => {
      if (answer) answers[name] = answer;
      // An earlier entry of a layer alone could grant what a later one denies.
      queueMicrotask(combine);
    });
  const sayWhoIsSilent = () => {
    const silent = names.filter((name) => !answers[name]);
    if (silent[0]) log(`no answer: ${silent}`);
  };
  const stop = stopAll(...names.map(follow), later(sayWhoIsSilent, SILENT_MS), () => {
    names.length = 0;
  });
  // The state has a source before any platform has answered.
  queueMicrotask(combine);
  return { stop };
};
