/** Builds shapes: type and constraints of each member, as in the service models. `read-input.js` applies them. */

/**
 * @typedef {{ kind: 'string', min?: number, max?: number, pattern?: string, sensitive?: boolean }} StringShape
 * @typedef {{ kind: 'number', integer?: boolean, min?: number, max?: number }} NumberShape
 * @typedef {{ kind: 'list', of: Shape, min?: number, max?: number }} ListShape
 * @typedef {{ kind: 'map', key: StringShape, value: StringShape | ListShape, max?: number }} MapShape
 * @typedef {{ kind: 'structure', members: Record<string, Shape>, required: string[] }} StructureShape
 * @typedef {StringShape | NumberShape | ListShape | MapShape | StructureShape} Shape
 */

/**
 * @param {Omit<StringShape, 'kind'>} [limits]
 * @returns {StringShape}
 */
export const string = (limits = {}) => ({ kind: 'string', ...limits });

/** @returns {NumberShape} */
export const number = () => ({ kind: 'number' });

/**
 * @param {{ min?: number, max?: number }} [limits]
 * @returns {NumberShape}
 */
export const integer = (limits = {}) => ({ kind: 'number', integer: true, ...limits });

/**
 * @param {Shape} of
 * @param {{ min?: number, max?: number }} limits
 * @returns {ListShape}
 */
export const list = (of, limits) => ({ kind: 'list', of, ...limits });

/**
 * @param {StringShape} key
 * @param {StringShape | ListShape} value
 * @param {{ max?: number }} limits
 * @returns {MapShape}
 */
export const map = (key, value, limits) => ({ kind: 'map', key, value, ...limits });

/**
 * @param {Record<string, Shape>} members
 * @param {string[]} [required]
 * @returns {StructureShape}
 */
export const structure = (members, required = []) => ({ kind: 'structure', members, required });

/** The shape of every ARN in the models of Personalize. */
export const arn = string({ max: 256, pattern: 'arn:([a-z\\d-]+):personalize:.*:.*:.+' });
