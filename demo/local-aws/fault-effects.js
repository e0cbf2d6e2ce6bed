/** Determines the effects of a fault: whether the request is executed, and which answer is sent. */
import { failure } from './answer.js';
import { errorTypes } from './refusal.js';

/** @typedef {import('./answer.js').Answer} Answer */
/** @typedef {import('./faults.js').Fault} Fault */
/** @typedef {import('./state.js').RequestRecord} RequestRecord */

/**
 * Whether the request is executed. It is not if the fault replaces the answer, or ends the connection before that.
 * @param {Fault} fault
 */
export const isCarriedOut = ({ accept, hang, reset: place, errorType, status, body }) => {
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
 * The answer that replaces the real one, if the fault has one.
 * @param {Fault} fault
 * @param {'restJson' | 'awsJson'} protocol
 * @param {RequestRecord} record
 * @returns {Answer | undefined}
 */
export const orderedAnswer = (fault, protocol, record) => {
  const { errorType, status, body, message } = fault;
  if (errorType !== undefined) {
    const known = errorTypes[errorType];
    // Cognito answers every error of the caller with 400.
    const usual = protocol === 'awsJson' && (known?.status ?? 400) < 500 ? 400 : (known?.status ?? 400);
    record.errorType = errorType;
    record.message = message ?? known?.message ?? errorType;
    return failure(protocol, { type: errorType, status: status ?? usual, message: record.message });
  }
  if (status === undefined && body === undefined) return undefined;
  // A status without an error type simulates a proxy between the page and AWS.
  const type = fault.contentType ?? (body === undefined ? 'application/json' : 'text/html');
  return {
    status: status ?? 200,
    headers: { 'content-type': type },
    body: body ?? (message === undefined ? '' : JSON.stringify({ message })),
  };
};

/** The fault as text for the record of the request. @param {Fault} fault */
export const wordsFor = (fault) =>
  Object.entries(fault)
    .filter(([name]) => !['id', 'operation', 'preflight', 'times', 'skip'].includes(name))
    .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(' ');
