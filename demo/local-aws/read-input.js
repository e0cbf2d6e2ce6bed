/**
 * What a client sent, as an operation may trust it.
 *
 * Answers with the modelled members only (AWS ignores the others, and null is absent), or refuses: wrong types first, as
 * a body that cannot be read; then every breach of a constraint together, in AWS's words.
 */
import { refusal } from './refusal.js';
import { string } from './shape.js';

/** @typedef {import('./shape.js').Shape} Shape */
/** @typedef {import('./shape.js').StringShape} StringShape */
/** @typedef {import('./shape.js').StructureShape} StructureShape */

/**
 * @param {StructureShape} shape
 * @param {unknown} json
 * @param {string} invalidType the error type of this service for a breached constraint
 * @returns {any} shaped as `shape` says, which the callers' own types restate
 */
export const readInput = (shape, json, invalidType) => {
  const input = typed(shape, json);
  const found = breaches(shape, input, '');
  if (found.length > 0) {
    const noun = found.length === 1 ? 'error' : 'errors';
    throw refusal(invalidType, `${found.length} validation ${noun} detected: ${found.join('; ')}`);
  }
  return input;
};

/**
 * The value with its modelled members only; refuses a value of the wrong JSON type.
 * @param {Shape} shape
 * @param {unknown} value
 * @returns {unknown}
 */
const typed = (shape, value) => {
  if (value === null || value === undefined) return undefined;
  if (shape.kind === 'string' && typeof value === 'string') return value;
  if (shape.kind === 'number' && typeof value === 'number' && (!shape.integer || isInteger(value)))
    return value;
  if (shape.kind === 'list' && Array.isArray(value)) return value.map((each) => typed(shape.of, each));
  if (
    (shape.kind === 'structure' || shape.kind === 'map') &&
    typeof value === 'object' &&
    !Array.isArray(value)
  ) {
    const entries = Object.entries(value)
      .filter(([name]) => shape.kind === 'map' || Object.hasOwn(shape.members, name))
      .map(([name, each]) => [name, typed(shape.kind === 'map' ? shape.value : memberOf(shape, name), each)])
      .filter(([, each]) => each !== undefined);
    return Object.fromEntries(entries);
  }
  throw refusal('SerializationException', mismatch(shape, value));
};

/** The integers of the models have 32 bits. @param {number} value */
const isInteger = (value) => Number.isInteger(value) && Math.abs(value) < 2 ** 31;

/**
 * @param {StructureShape} shape
 * @param {string} name
 * @returns {Shape}
 */
const memberOf = (shape, name) => shape.members[name] ?? string();

/**
 * @param {Shape} shape
 * @param {unknown} value
 */
const mismatch = (shape, value) => {
  if (Array.isArray(value)) return 'Start of list found where not expected';
  if (typeof value === 'object') return 'Start of structure or map found where not expected.';
  const token = typeof value === 'boolean' ? String(value).toUpperCase() : (typeof value).toUpperCase();
  if (shape.kind === 'string') return `${token}_VALUE cannot be converted to String`;
  if (shape.kind === 'number')
    return `${token}_VALUE cannot be converted to ${shape.integer ? 'Integer' : 'Float'}`;
  return 'Unexpected field type';
};

/**
 * @param {Shape} shape
 * @param {unknown} value already of the right type
 * @param {string} path
 * @returns {string[]}
 */
const breaches = (shape, value, path) => {
  if (value === undefined)
    return [`Value null at '${path}' failed to satisfy constraint: Member must not be null`];
  const isShown = shape.kind === 'number' || (shape.kind === 'string' && !shape.sensitive);
  const shown = isShown ? `Value '${value}' at` : 'Value at';
  /** @param {string} must */
  const breach = (must) => `${shown} '${path}' failed to satisfy constraint: ${must}`;
  if (shape.kind === 'string') return stringBreaches(shape, String(value)).map(breach);
  if (shape.kind === 'number') return rangeBreaches(shape, Number(value)).map(breach);
  if (shape.kind === 'list' && Array.isArray(value)) {
    return [
      ...sizeBreaches(shape, value.length).map(breach),
      ...value.flatMap((each, at) => breaches(shape.of, each, `${path}.${at + 1}.member`)),
    ];
  }
  if (shape.kind === 'structure') {
    const members = /** @type {Record<string, unknown>} */ (value);
    return Object.entries(shape.members)
      .filter(([name]) => name in members || shape.required.includes(name))
      .flatMap(([name, member]) => breaches(member, members[name], join(path, name)));
  }
  if (shape.kind === 'map') {
    const entries = Object.entries(/** @type {Record<string, unknown>} */ (value));
    return [
      ...sizeBreaches(shape, entries.length),
      ...entries.flatMap(([key]) =>
        stringBreaches(shape.key, key).map((m) => `Map keys must satisfy constraint: [${m}]`),
      ),
      ...entries.flatMap(([, each]) =>
        innerBreaches(shape.value, each).map((m) => `Map value must satisfy constraint: [${m}]`),
      ),
    ].map(breach);
  }
  return [];
};

/**
 * Of a value inside a map, which has no path of its own in AWS's words.
 * @param {Shape} shape
 * @param {unknown} value
 * @returns {string[]}
 */
const innerBreaches = (shape, value) => {
  if (value === undefined) return ['Member must not be null'];
  if (shape.kind === 'string') return stringBreaches(shape, String(value));
  if (shape.kind !== 'list' || !Array.isArray(value)) return [];
  const inner = value.flatMap((each) => innerBreaches(shape.of, each));
  return [
    ...sizeBreaches(shape, value.length),
    ...inner.map((must) => `Member must satisfy constraint: [${must}]`),
  ];
};

/**
 * @param {StringShape} shape
 * @param {string} value
 */
const stringBreaches = (shape, value) => [
  // Lengths are of Unicode code points: an emoji is one character, not two.
  ...sizeBreaches(shape, [...value].length),
  ...(shape.pattern !== undefined && !new RegExp(`^(?:${shape.pattern})$`).test(value)
    ? [`Member must satisfy regular expression pattern: ${shape.pattern}`]
    : []),
];

/**
 * @param {{ min?: number, max?: number }} limits
 * @param {number} size
 */
const sizeBreaches = ({ min, max }, size) => [
  ...(min !== undefined && size < min ? [`Member must have length greater than or equal to ${min}`] : []),
  ...(max !== undefined && size > max ? [`Member must have length less than or equal to ${max}`] : []),
];

/**
 * @param {{ min?: number, max?: number }} limits
 * @param {number} value
 */
const rangeBreaches = ({ min, max }, value) => [
  ...(min !== undefined && value < min ? [`Member must have value greater than or equal to ${min}`] : []),
  ...(max !== undefined && value > max ? [`Member must have value less than or equal to ${max}`] : []),
];

/**
 * AWS writes the first letter of a path small, also where the member's own name begins with a capital.
 * @param {string} path
 * @param {string} name
 */
const join = (path, name) =>
  path === '' ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : `${path}.${name}`;
