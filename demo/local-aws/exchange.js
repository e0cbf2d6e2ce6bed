/** One exchange from the first byte to the last: read, take the fault on order, carry out, answer, write down. */
import { complete, failure, preflightAnswer } from './answer.js';
import { takeFault } from './faults.js';
import { operationsAt } from './operations.js';
import { perform } from './perform.js';
import { errorTypes } from './refusal.js';
import { drip, reset, send, sendHalf } from './send.js';

/** @typedef {import('./answer.js').Answer} Answer */
/** @typedef {import('./faults.js').Fault} Fault */
/** @typedef {import('./request.js').Request} Request */
/** @typedef {import('./state.js').RequestRecord} RequestRecord */

/**
 * @param {Request} request
 * @param {import('node:http').ServerResponse} response
 * @param {import('./state.js').State} state
 */
export const exchange = async (request, response, state) => {
  const began = performance.now();
  const preflight =
    request.method === 'OPTIONS' && request.header('access-control-request-method') !== undefined;
  const candidates = operationsAt(request);
  const operation = preflight ? undefined : candidates[0];
  const fault = takeFault(state, { operations: candidates, preflight });
  const now = state.now() + (fault?.clockOffsetMs ?? 0);
  const record = newRecord(request, preflight ? 'Preflight' : (operation?.name ?? 'Unknown'), {
    requestId: state.uuid(),
    now,
  });
  if (fault !== undefined) record.fault = nameOf(fault);
  state.remember(record);

  const finish = () => {
    record.ms = Math.round(performance.now() - began);
    state.emit({ kind: 'request', request: record });
  };

  const { requestId } = record;
  const truth = fault === undefined || isCarriedOut(fault);
  const real = !truth
    ? undefined
    : preflight
      ? preflightAnswer(request)
      : perform(request, operation, { state, now, record });
  const chosen = (fault && ordered(fault, operation?.protocol ?? 'restJson', record)) ?? real;
  if (fault?.delayMs) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
  if (chosen === undefined || fault?.hang !== undefined || fault?.reset !== undefined) {
    if (fault?.reset !== undefined) reset(response);
    // A hanging request stays open until the client, or close(), gives it up.
    return finish();
  }
  const rule = { cors: fault?.cors ?? true, hideDate: fault?.hideDate ?? false };
  const withExtras = { ...chosen, headers: { ...chosen.headers, ...fault?.headers } };
  const answer = complete(withExtras, { requestId, now, origin: request.header('origin'), rule });
  record.status = answer.status;
  if (fault?.half) sendHalf(response, answer);
  else if (fault?.dripMs !== undefined) drip(response, answer, fault.dripMs);
  else send(response, answer);
  return finish();
};

/**
 * Whether the request is carried out: yes, unless the order replaces the answer or ends the exchange before it.
 * @param {Fault} fault
 */
const isCarriedOut = ({ accept, hang, reset: place, errorType, status, body }) => {
  if (hang === 'after' || place === 'after') return true;
  if (accept !== undefined) return accept;
  return (
    hang === undefined &&
    place === undefined &&
    errorType === undefined &&
    status === undefined &&
    body === undefined
  );
};

/**
 * The answer a fault puts in place of the true one, if it does.
 * @param {Fault} fault
 * @param {'restJson' | 'awsJson'} protocol
 * @param {RequestRecord} record
 * @returns {Answer | undefined}
 */
const ordered = (fault, protocol, record) => {
  const { errorType, status, body, message } = fault;
  if (errorType !== undefined) {
    const known = errorTypes[errorType];
    // Cognito says 400 to whatever is not its own failure.
    const usual = protocol === 'awsJson' && (known?.status ?? 400) < 500 ? 400 : (known?.status ?? 400);
    record.errorType = errorType;
    record.message = message ?? known?.message ?? errorType;
    return failure(protocol, { type: errorType, status: status ?? usual, message: record.message });
  }
  if (status === undefined && body === undefined) return undefined;
  // A status alone is that of something between the page and AWS, which knows no error types.
  const type = fault.contentType ?? (body === undefined ? 'application/json' : 'text/html');
  return {
    status: status ?? 200,
    headers: { 'content-type': type },
    body: body ?? (message === undefined ? '' : JSON.stringify({ message })),
  };
};

/** @param {Fault} fault */
const nameOf = (fault) =>
  Object.entries(fault)
    .filter(([name]) => !['id', 'operation', 'preflight', 'times', 'skip'].includes(name))
    .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(' ');

/**
 * @param {Request} request
 * @param {string} operation
 * @param {{ requestId: string, now: number }} context
 * @returns {RequestRecord}
 */
const newRecord = (request, operation, { requestId, now }) => ({
  requestId,
  operation,
  method: request.method,
  path: request.path,
  status: 0,
  bytes: request.body.length,
  receivedAt: now,
  ms: 0,
  headers: Object.fromEntries(
    [...request.headers]
      .filter(([name]) => name !== 'authorization' && name !== 'x-amz-security-token')
      .map(([name, values]) => [name, values.join(', ')]),
  ),
  body: Buffer.from(request.body).toString(),
});
