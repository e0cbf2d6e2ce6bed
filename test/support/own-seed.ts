/** Seeds of random visits: each engine uses different seeds, so that three engines cover three times as many visits. */
import { engineNames } from './engines/installed.js';
import type { EngineName } from './engines/tab';

/** @param given a seed from the environment, to repeat a visit in any engine */
export const ownSeed = (engine: EngineName, nth: number, given: string | undefined): number =>
  given === undefined ? nth + 100 * engineNames.indexOf(engine) : Number(given) + nth - 1;
