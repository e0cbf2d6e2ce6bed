/** Seeds of random visits: each engine has visits of its own, so that three engines see three times as many as one. */
import { engineNames } from './engines/installed.js';
import type { EngineName } from './engines/tab';

/** @param given from the environment, to repeat a visit in any engine */
export const ownSeed = (engine: EngineName, nth: number, given: string | undefined): number =>
  given === undefined ? nth + 100 * engineNames.indexOf(engine) : Number(given) + nth - 1;
