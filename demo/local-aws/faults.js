/**
 * Faults on order: what is to go wrong with the next requests of an operation.
 *
 * Each request takes the first fault that is meant for it, so that faults of one operation happen in the order in which
 * they were posted. The schema is in README.md; a mistake in it is refused in words, never ignored.
 */
import { operations } from './operations.js';

/**
 * @typedef {object} Fault
 * @property {string} operation a name, or `*`
 * @property {boolean} preflight for the preflights of the operation instead of its requests
 * @property {number | 'always'} times
 * @property {number} skip so many requests pass unharmed first
 * @property {string} [errorType]
 * @property {number} [status]
 * @property {string} [message]
 * @property {string} [body] in place of AWS's own
 * @property {string} [contentType] of `body`
 * @property {Record<string, string>} [headers] added to the answer
 * @property {boolean} [accept] carry the request out, although the answer is not the true one
 * @property {number} [delayMs] before the answer; the request itself is carried out at once
 * @property {boolean | 'before' | 'after'} [hang] no answer, before or after the request was carried out; true is before
 * @property {boolean | 'before' | 'after'} [reset] the connection is reset in place of an answer; the same
 * @property {boolean} [half] half an answer, then a reset
 * @property {number} [dripMs] the answer byte by byte, so far apart
 * @property {boolean} [cors] false: no CORS headers
 * @property {boolean} [hideDate] the page may not read `Date`
 * @property {boolean} [hideRequestId] the page may not read `x-amzn-RequestId`
 * @property {number} [clockOffsetMs] added to the clock of the service for this request
 *
 * @typedef {Fault & { id: number }} PendingFault `times` and `skip` count down
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
 * Adds one fault or a list of them, or says what is wrong and adds none.
 * @param {import('./state.js').State} state
 * @param {unknown} order what was posted
 * @returns {{ added: PendingFault[] } | { wrong: string }}
 */
export const addFaults = (state, order) => {
  const list = Array.isArray(order) ? order : [order];
  const wrong = list.map(wrongIn).find((each) => each !== undefined);
  if (wrong !== undefined) return { wrong };
  const added = list.map((fault) => {
    lastId += 1;
    return { id: lastId, operation: '*', preflight: false, times: 1, skip: 0, ...placed(fault) };
  });
  state.faults.push(...added);
  return { added };
};

/**
 * The fault for this request, now used up by one.
 * @param {import('./state.js').State} state
 * @param {{ operations: readonly { name: string }[], preflight: boolean }} request
 * @returns {Fault | undefined}
 */
export const takeFault = (state, request) => {
  for (const fault of [...state.faults]) {
    const named = fault.operation === '*' || request.operations.some(({ name }) => name === fault.operation);
    if (!named || fault.preflight !== request.preflight) continue;
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

/** @param {unknown} fault */
const wrongIn = (fault) => {
  if (typeof fault !== 'object' || fault === null) return 'a fault is a JSON object';
  for (const [name, value] of Object.entries(fault)) {
    const rule = Object.hasOwn(rules, name) ? rules[/** @type {keyof Fault} */ (name)] : undefined;
    if (rule === undefined) return `'${name}' is not known; a fault has ${Object.keys(rules).join(', ')}`;
    if (!rule[1](value)) return `'${name}' must be ${rule[0]}`;
  }
  const ends = ['hang', 'reset', 'half', 'dripMs'].filter((name) => name in fault);
  const replaced = ['errorType', 'status', 'body', 'hang', 'reset'].some((name) => name in fault);
  if ('accept' in fault && fault.accept === false && !replaced) {
    return "'accept': false needs an answer in place of the true one: errorType, status or body";
  }
  return ends.length > 1 ? `${ends.join(' and ')} exclude each other` : undefined;
};

/** `true` means before; `false` means not at all. @param {Record<string, unknown>} fault */
const placed = (fault) =>
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
