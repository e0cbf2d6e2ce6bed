/**
 * Keeps the faults that are requested for the next requests of an operation.
 *
 * Each request takes the first fault that applies to it, so the faults of one operation occur in the order in which
 * they were posted. README.md describes the members. An invalid member is refused with a message, never ignored.
 */
import { operations } from './operations.js';

/**
 * @typedef {object} Fault
 * @property {string} operation a name, or `*`
 * @property {boolean} preflight applies to the preflights of the operation instead of its requests
 * @property {number | 'always'} times number of requests that the fault applies to
 * @property {number} skip number of requests that are not affected first
 * @property {string} [errorType]
 * @property {number} [status]
 * @property {string} [message]
 * @property {string} [body] replaces the body of the answer
 * @property {string} [contentType] of `body`
 * @property {Record<string, string>} [headers] added to the answer
 * @property {boolean} [accept] the request is executed although its answer is replaced
 * @property {number} [delayMs] delay before the answer; the request is executed at once
 * @property {boolean | 'before' | 'after'} [hang] no answer, before or after the request is executed; true means before
 * @property {boolean | 'before' | 'after'} [reset] like `hang`, but the connection is reset
 * @property {boolean} [half] half of the answer, then a reset
 * @property {number} [dripMs] the answer is sent byte by byte, with this time between two bytes
 * @property {boolean} [cors] false: no CORS headers
 * @property {boolean} [hideDate] the page cannot read `Date`
 * @property {boolean} [hideRequestId] the page cannot read `x-amzn-RequestId`
 * @property {number} [clockOffsetMs] added to the clock of the service for this request
 *
 * @typedef {Fault & { id: number }} PendingFault its `times` and `skip` count down
 */

const places = ['before', 'after'];
const names = ['*', ...operations.map(({ name }) => name)];

/** @type {Record<keyof Fault, [must: string, holds: (value: unknown) => boolean]>} */
const rules = {
  operation: [`one of ${names.join(', ')}`, (v) => names.includes(String(v))],
  preflight: ['true or false', isBoolean],
  times: ["a whole number from 1, or 'always'", (v) => v === 'always' || isWhole(v, 1)],
  skip: ['a whole number from 0', (v) => isWhole(v, 0)],
  errorType: ['a name such as ThrottlingException', (v) => typeof v === 'string' && /^\w+$/.test(v)],
  status: ['a whole number from 200 to 599', (v) => isWhole(v, 200) && Number(v) <= 599],
  message: ['a string', isString],
  body: ['a string', isString],
  contentType: ['a string of one line', isLine],
  headers: ['an object of strings of one line', isHeaders],
  accept: ['true or false', isBoolean],
  delayMs: ['a number from 0', (v) => isFrom(v, 0)],
  hang: ["true, 'before' or 'after'", isPlace],
  reset: ["true, 'before' or 'after'", isPlace],
  half: ['true or false', isBoolean],
  dripMs: ['a number from 0', (v) => isFrom(v, 0)],
  cors: ['true or false', isBoolean],
  hideDate: ['true or false', isBoolean],
  hideRequestId: ['true or false', isBoolean],
  clockOffsetMs: ['a number', (v) => isFrom(v, -Infinity)],
};

let lastId = 0;

/**
 * Adds one fault or a list of faults. If one of them is invalid, adds none and returns the reason.
 * @param {import('./state.js').State} state
 * @param {unknown} order what was posted
 * @returns {{ added: PendingFault[] } | { wrong: string }}
 */
export const addFaults = (state, order) => {
  const list = Array.isArray(order) ? order : [order];
  const wrong = list.map(mistakeIn).find((each) => each !== undefined);
  if (wrong !== undefined) return { wrong };
  const added = list.map((fault) => {
    lastId += 1;
    return { id: lastId, operation: '*', preflight: false, times: 1, skip: 0, ...normalized(fault) };
  });
  state.faults.push(...added);
  return { added };
};

/**
 * Returns the fault for this request and decrements its `times`.
 * @param {import('./state.js').State} state
 * @param {{ operations: readonly { name: string }[], preflight: boolean }} request
 * @returns {Fault | undefined}
 */
export const takeFault = (state, request) => {
  for (const fault of [...state.faults]) {
    const matches =
      fault.operation === '*' || request.operations.some(({ name }) => name === fault.operation);
    if (!matches || fault.preflight !== request.preflight) continue;
    if (fault.skip > 0) {
      fault.skip -= 1;
      continue;
    }
    if (fault.times !== 'always') fault.times -= 1;
    if (fault.times === 0) state.faults.splice(state.faults.indexOf(fault), 1);
    return fault;
  }
  return undefined;
};

/** @param {unknown} fault @returns {string | undefined} what is wrong with it */
const mistakeIn = (fault) => {
  if (typeof fault !== 'object' || fault === null) return 'a fault is a JSON object';
  for (const [name, value] of Object.entries(fault)) {
    const rule = Object.hasOwn(rules, name) ? rules[/** @type {keyof Fault} */ (name)] : undefined;
    if (rule === undefined)
      return `'${name}' is not known; the members of a fault are ${Object.keys(rules).join(', ')}`;
    if (!rule[1](value)) return `'${name}' must be ${rule[0]}`;
  }
  const exclusive = ['hang', 'reset', 'half', 'dripMs'].filter((name) => name in fault);
  const hasOwnAnswer = ['errorType', 'status', 'body', 'hang', 'reset'].some((name) => name in fault);
  if ('accept' in fault && fault.accept === false && !hasOwnAnswer) {
    return "'accept': false needs an answer that replaces the real one: errorType, status or body";
  }
  return exclusive.length > 1 ? `${exclusive.join(' and ')} exclude each other` : undefined;
};

/** Replaces `true` of `hang` and `reset` by 'before', and removes `false`. @param {Record<string, unknown>} fault */
const normalized = (fault) =>
  Object.fromEntries(
    Object.entries(fault)
      .filter(([name, value]) => !((name === 'hang' || name === 'reset') && value === false))
      .map(([name, value]) => [
        name,
        (name === 'hang' || name === 'reset') && value === true ? 'before' : value,
      ]),
  );

/** @param {unknown} value */
function isBoolean(value) {
  return typeof value === 'boolean';
}

/** @param {unknown} value */
function isString(value) {
  return typeof value === 'string';
}

/** @param {unknown} value */
function isLine(value) {
  return typeof value === 'string' && /^[\x20-\x7e]*$/.test(value);
}

/** @param {unknown} value */
function isHeaders(value) {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(([name, each]) => /^[\w-]+$/.test(name) && isLine(each))
  );
}

/** @param {unknown} value */
function isPlace(value) {
  return typeof value === 'boolean' || places.includes(String(value));
}

/**
 * @param {unknown} value
 * @param {number} least
 */
function isFrom(value, least) {
  return typeof value === 'number' && value >= least;
}

/**
 * @param {unknown} value
 * @param {number} least
 */
function isWhole(value, least) {
  return Number.isInteger(value) && isFrom(value, least);
}
