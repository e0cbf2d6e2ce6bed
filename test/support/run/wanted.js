/** Reads from the command line and the environment which tests to run in which browsers. */
import { engineNames } from '../engines/installed.js';

/** @typedef {import('../engines/tab').EngineName} EngineName */

/**
 * @typedef {object} Plan
 * @property {boolean} unit
 * @property {EngineName[]} engines
 * @property {EngineName[]} leftOut selected by the command line and excluded by the environment
 * @property {string[]} playwrightArgs
 * @property {string[]} unitArgs
 */

const ownOptions = /^--(unit|e2e|project=.*)$/;

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Plan}
 */
export const toPlan = (args, environment) => {
  const named = args.flatMap((arg) => (arg.startsWith('--project=') ? [arg.slice('--project='.length)] : []));
  /** @param {string} project */
  const isNamed = (project) => named.length === 0 || named.includes(project);
  const unknown = named.filter((name) => name !== 'unit' && !isEngine(name));
  if (unknown.length > 0) throw new Error(`Unknown project: ${unknown.join(', ')}`);

  // Other options go to Vitest with `--unit`, and otherwise to Playwright: then the unit tests do not run.
  const hasOptions = args.some((arg) => arg.startsWith('-') && !ownOptions.test(arg));
  const unit = args.includes('--unit') || (!args.includes('--e2e') && isNamed('unit') && !hasOptions);
  const requested = args.includes('--unit') ? [] : engineNames.filter(isNamed);
  const allowed = toEngines(environment.PERSONALIZE_BROWSERS);
  const rest = args.filter((arg) => !ownOptions.test(arg));
  return {
    unit,
    engines: requested.filter((engine) => allowed.includes(engine)),
    leftOut: requested.filter((engine) => !allowed.includes(engine)),
    playwrightArgs: rest,
    unitArgs: rest,
  };
};

/** @param {string | undefined} list */
const toEngines = (list) => {
  if (list === undefined) return [...engineNames];
  const names = list.split(',').map((name) => name.trim());
  const wrong = names.filter((name) => !isEngine(name));
  // A spelling mistake would silently skip a browser.
  if (wrong.length > 0) {
    throw new Error(
      `Unknown browser in PERSONALIZE_BROWSERS: '${wrong.join("', '")}'. Use ${engineNames.join(', ')}.`,
    );
  }
  return names.filter(isEngine);
};

/**
 * @param {string} name
 * @returns {name is EngineName}
 */
function isEngine(name) {
  return engineNames.some((each) => each === name);
}
