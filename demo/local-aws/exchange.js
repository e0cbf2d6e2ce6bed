/** Handles one request: takes the fault for it, executes the operation, sends the answer, and records the request. */
import { complete, preflightAnswer } from './answer.js';
import { isCarriedOut, orderedAnswer, wordsFor } from './fault-effects.js';
import { takeFault } from './faults.js';
import { operationsAt } from './operations.js';
import { perform } from './perform.js';
import { drip, reset, send, sendHalf } from './send.js';

/** @typedef {import('./request.js').Request} Request */
/** @typedef {import('./state.js').RequestRecord} RequestRecord */

/**
 * @param {Request} request
 * @param {import('node:http').ServerResponse} response
 * @param {import('./state.js').State} state
 */
export const exchange = async (request, response, state) => {
  const startedAt = performance.now();
  const preflight =
    request.method === 'OPTIONS' && request.header('access-control-request-method') !== undefined;
  const candidates = operationsAt(request, preflight);
  const operation = preflight ? undefined : candidates[0];
  const fault = takeFault(state, { operations: candidates, preflight });
  const now = state.now() + (fault?.clockOffsetMs ?? 0);
  const record = newRecord(request, preflight ? 'Preflight' : (operation?.name ?? 'Unknown'), {
    requestId: state.uuid(),
    now,
  });
  if (fault !== undefined) record.fault = wordsFor(fault);
  state.remember(record);

  const finish = () => {
    record.ms = Math.round(performance.now() - startedAt);
    state.emit({ kind: 'request', request: record });
  };

  const { requestId } = record;
  const execute = () =>
    preflight ? preflightAnswer(request) : perform(request, operation, { state, now, record });
  const realAnswer = fault === undefined || isCarriedOut(fault) ? execute() : undefined;
  const faultAnswer = fault && orderedAnswer(fault, operation?.protocol ?? 'restJson', record);
  const chosen = faultAnswer ?? realAnswer;
  if (fault?.delayMs) await delay(fault.delayMs, response);
  if (fault?.reset !== undefined) reset(response);
  // A hanging request stays open until the client or close() closes the connection.
  if (chosen === undefined || fault?.hang || fault?.reset || response.closed) return finish();

  const { cors = true, hideDate = false, hideRequestId = false } = fault ?? {};
  const rule = { cors, hideDate, hideRequestId };
  const withFaultHeaders = { ...chosen, headers: { ...chosen.headers, ...fault?.headers } };
  const answer = complete(withFaultHeaders, { requestId, now, origin: request.header('origin'), rule });
  record.status = answer.status;
  if (fault?.half) sendHalf(response, answer);
  else if (fault?.dripMs !== undefined) drip(response, answer, fault.dripMs);
  else send(response, answer);
  return finish();
};

/**
 * Waits. Ends early if the client disconnects, so that no timer outlives the connection.
 * @param {number} ms
 * @param {import('node:http').ServerResponse} response
 */
const delay = (ms, response) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    response.once('close', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });

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
