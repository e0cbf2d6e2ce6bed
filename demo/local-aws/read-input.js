/**
 * Validates the input of an operation against its shape.
 *
 * Returns only the members of the model: AWS ignores others, and treats null as absent. A wrong type is refused first,
 * as an unreadable body. Then all violated constraints are refused together, with the messages of AWS.
 */
import { refusal } from './refusal.js';
import { string } from './shape.js';

/** @typedef {import('./shape.js').Shape} Shape */
/** @typedef {import('./shape.js').StringShape} StringShape */
/** @typedef {import('./shape.js').StructureShape} StructureShape */

/**
 * @param {StructureShape} shape
 * @param {unknown} json
 * @param {string} invalidType the error type of this service for a violated constraint
 * @returns {any} input that conforms to the shape
 */
export const readInput = (shape, json, invalidType) => {
  const input = typed(shape, json);
  const found = violations(shape, input, '');
  if (found.length > 0) {
    const noun = found.length === 1 ? 'error' : 'errors';
    throw refusal(invalidType, `${found.length} validation ${noun} detected: ${found.join('; ')}`);
  }
  return input;
};

/**
 * Returns the value with only the members of its shape. Refuses a value of the wrong JSON type.
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
  throw refusal('SerializationException', typeError(shape, value));
};

/** Integers in the model have 32 bits. @param {number} value */
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
const typeError = (shape, value) => {
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
const violations = (shape, value, path) => {
  if (value === undefined)
    return [`Value null at '${path}' failed to satisfy constraint: Member must not be null`];
  const isShown = shape.kind === 'number' || (shape.kind === 'string' && !shape.sensitive);
  const shown = isShown ? `Value '${value}' at` : 'Value at';
  /** @param {string} must */
  const violation = (must) => `${shown} '${path}' failed to satisfy constraint: ${must}`;
  if (shape.kind === 'string') return stringViolations(shape, String(value)).map(violation);
  if (shape.kind === 'number') return rangeViolations(shape, Number(value)).map(violation);
  if (shape.kind === 'list' && Array.isArray(value)) {
    return [
      ...sizeViolations(shape, value.length).map(violation),
      ...value.flatMap((each, at) => violations(shape.of, each, `${path}.${at + 1}.member`)),
    ];
  }
  if (shape.kind === 'structure') {
    const members = /** @type {Record<string, unknown>} */ (value);
    return Object.entries(shape.members)
      .filter(([name]) => name in members || shape.required.includes(name))
      .flatMap(([name, member]) => violations(member, members[name], join(path, name)));
  }
  if (shape.kind === 'map') {
    const entries = Object.entries(/** @type {Record<string, unknown>} */ (value));
    return [
      ...sizeViolations(shape, entries.length),
      ...entries.flatMap(([key]) =>
        stringViolations(shape.key, key).map((m) => `Map keys must satisfy constraint: [${m}]`),
      ),
      ...entries.flatMap(([, each]) =>
        innerViolations(shape.value, each).map((m) => `Map value must satisfy constraint: [${m}]`),
      ),
    ].map(violation);
  }
  return [];
};

/**
 * Violations of a value inside a map. The messages of AWS contain no path for it.
 * @param {Shape} shape
 * @param {unknown} value
 * @returns {string[]}
 */
const innerViolations = (shape, value) => {
  if (value === undefined) return ['Member must not be null'];
  if (shape.kind === 'string') return stringViolations(shape, String(value));
  if (shape.kind !== 'list' || !Array.isArray(value)) return [];
  const inner = value.flatMap((each) => innerViolations(shape.of, each));
  return [
    ...sizeViolations(shape, value.length),
    ...inner.map((must) => `Member must satisfy constraint: [${must}]`),
  ];
};

/**
 * @param {StringShape} shape
 * @param {string} value
 */
const stringViolations = (shape, value) => [
  // Lengths are counted in Unicode code points: an emoji is one character, not two.
  ...sizeViolations(shape, [...value].length),
  ...(shape.pattern !== undefined && !new RegExp(`^(?:${shape.pattern})$`).test(value)
    ? [`Member must satisfy regular expression pattern: ${shape.pattern}`]
    : []),
];

/**
 * @param {{ min?: number, max?: number }} limits
 * @param {number} size
 */
const sizeViolations = ({ min, max }, size) => [
  ...(min !== undefined && size < min ? [`Member must have length greater than or equal to ${min}`] : []),
  ...(max !== undefined && size > max ? [`Member must have length less than or equal to ${max}`] : []),
];

/**
 * @param {{ min?: number, max?: number }} limits
 * @param {number} value
 */
const rangeViolations = ({ min, max }, value) => [
  ...(min !== undefined && value < min ? [`Member must have value greater than or equal to ${min}`] : []),
  ...(max !== undefined && value > max ? [`Member must have value less than or equal to ${max}`] : []),
];

/**
 * AWS starts a path with a lower-case letter, also if the name of the member starts with a capital letter.
 * @param {string} path
 * @param {string} name
 */
const join = (path, name) =>
  path === '' ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : `${path}.${name}`;
