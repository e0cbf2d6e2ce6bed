/** What a command line and an environment ask for. */
import { engineNames } from '../engines/installed.js';

/** @typedef {import('../engines/tab').EngineName} EngineName */

/**
 * @typedef {object} Plan
 * @property {boolean} unit
 * @property {EngineName[]} engines
 * @property {EngineName[]} leftOut by the environment, of those that the command line asks for
 * @property {string[]} playwrightArgs
 * @property {string[]} unitArgs
 */

const ours = /^--(unit|e2e|project=.*)$/;

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
  if (unknown.length > 0) throw new Error(`There is no project ${unknown.join(', ')}`);

  // Playwright's own options mean nothing to Vitest: with `--unit` they are Vitest's, without it the browsers' alone.
  const hasOptions = args.some((arg) => arg.startsWith('-') && !ours.test(arg));
  const unit = args.includes('--unit') || (!args.includes('--e2e') && isNamed('unit') && !hasOptions);
  const asked = args.includes('--unit') ? [] : engineNames.filter(isNamed);
  const allowed = toEngines(environment.PERSONALIZE_BROWSERS);
  const rest = args.filter((arg) => !ours.test(arg));
  return {
    unit,
    engines: asked.filter((engine) => allowed.includes(engine)),
    leftOut: asked.filter((engine) => !allowed.includes(engine)),
    playwrightArgs: rest,
    unitArgs: rest,
  };
};

/** @param {string | undefined} list */
const toEngines = (list) => {
  if (list === undefined) return [...engineNames];
  const names = list.split(',').map((name) => name.trim());
  const wrong = names.filter((name) => !isEngine(name));
  // A slip here would silently test less.
  if (wrong.length > 0) {
    throw new Error(`PERSONALIZE_BROWSERS knows ${engineNames.join(', ')}, not '${wrong.join("', '")}'`);
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
