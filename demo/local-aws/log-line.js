/**
 * Formats a finished request as one line of the log.
 * @param {import('./state.js').RequestRecord} record
 */
export const logLine = ({ operation, path, status, errorType, events, bytes, ms, fault, message, ignored }) =>
  [
    operation === 'Preflight' || operation === 'Unknown' ? `${operation} ${path}` : operation,
    status === 0 ? 'no answer' : status,
    errorType,
    events !== undefined && `${events} ${events === 1 ? 'record' : 'records'}`,
    ignored && 'ignored',
    `${bytes} B`,
    `${ms} ms`,
    fault && `(fault: ${fault})`,
    !fault && message && `- ${message.split('\n')[0]}`,
  ]
    .filter(Boolean)
    .join(' ');
