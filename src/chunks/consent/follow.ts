/** Follows one platform, and calls `onAnswer` whenever it says something. It may say the same again. */

import type { Later } from '../../browser/later';
import type { listen, Stop } from '../../browser/listen';
import type { Answer } from './answer';
import type { Rules } from './rules';

export interface PlatformPage {
  later: Later;
  listen: typeof listen;
  layerName: string;
}

export type Follow = (
  page: PlatformPage,
  rules: Rules,
  onAnswer: (answer: Answer | undefined) => void,
) => Stop;
