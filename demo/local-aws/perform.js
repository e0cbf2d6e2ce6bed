/** Executes one request: checks signature, content type and input, then runs the operation. Returns the real answer. */
import { failure, success } from './answer.js';
import { authenticate } from './authenticate.js';
import { readInput } from './read-input.js';
import { isRefusal, refusal } from './refusal.js';

/** @typedef {import('./request.js').Request} Request */
/** @typedef {import('./operations.js').Operation} Operation */

/**
 * @param {Request} request
 * @param {Operation | undefined} operation
 * @param {{ state: import('./state.js').State, now: number, record: import('./state.js').RequestRecord }} context
 * @returns {import('./answer.js').Answer}
 */
export const perform = (request, operation, { state, now, record }) => {
  const protocol = operation?.protocol ?? (request.header('x-amz-target') ? 'awsJson' : 'restJson');
  try {
    if (operation === undefined) throw refusal('UnknownOperationException');
    if (request.tooLarge) throw refusal('RequestEntityTooLargeException');
    if (operation.signed) {
      record.identityId = authenticate(request, { credentials: state.credentials, now }).identityId;
    }
    const json = readBody(request, operation);
    record.events = listLength(json, operation);
    const input = readInput(operation.input, json, operation.invalidType);
    return success(protocol, operation.run({ input, state, now, record }));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const { type, status } = error.refusal;
    record.errorType = type;
    record.message = error.message;
    return failure(protocol, { type, status, message: error.message });
  }
};

/**
 * @param {Request} request
 * @param {Operation} operation
 * @returns {unknown}
 */
const readBody = (request, { protocol }) => {
  const [type = ''] = (request.header('content-type') ?? '').split(';');
  const accepted =
    protocol === 'awsJson'
      ? /^application\/x-amz-json-1\.[01]$/
      : /^(application\/json|application\/x-amz-json-1\.[01]|)$/;
  if (!accepted.test(type.trim().toLowerCase())) {
    // A service with the protocol awsJson selects the operation by content type and target together.
    if (protocol === 'awsJson') throw refusal('UnknownOperationException');
    throw refusal('UnsupportedMediaTypeException', `The content type '${type}' is not supported.`);
  }
  if (request.body.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(request.body));
  } catch (error) {
    throw refusal('SerializationException', error instanceof Error ? error.message : undefined);
  }
};

/**
 * @param {unknown} json
 * @param {Operation} operation
 */
const listLength = (json, { list }) => {
  const members = /** @type {Record<string, unknown> | null} */ (json);
  const listed = list === undefined ? undefined : members?.[list];
  return Array.isArray(listed) ? listed.length : undefined;
};
