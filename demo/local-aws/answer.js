/**
 * Builds responses: status, headers and body, in the format of the operation's protocol.
 *
 * The CORS headers were recorded from the real hosts. They are sent only if the request has an `Origin` header, on
 * success and on error, and never allow credentials. A page can read `Date`, the request id and the error type, but
 * not `Retry-After`.
 */

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, string>} headers
 * @property {string} body
 *
 * @typedef {{ cors: boolean, hideDate: boolean, hideRequestId: boolean }} CorsRule
 */

const exposedHeaders = ['x-amzn-RequestId', 'x-amzn-ErrorType', 'x-amzn-ErrorMessage', 'Date'];

/** 48 hours. Chromium caches a preflight for two hours at most. */
const preflightMaxAgeSeconds = 172_800;

/**
 * @param {'restJson' | 'awsJson'} protocol
 * @param {object | undefined | void} output
 * @returns {Answer}
 */
export const success = (protocol, output) => {
  // The Put operations have no output. AWS sends an empty body without a content type.
  if (output === undefined) return { status: 200, headers: {}, body: '' };
  return { status: 200, headers: { 'content-type': contentType(protocol) }, body: toJson(output) };
};

/**
 * @param {'restJson' | 'awsJson'} protocol
 * @param {{ type: string, status: number, message: string }} error
 * @returns {Answer}
 */
export const failure = (protocol, { type, status, message }) => {
  const headers = { 'content-type': contentType(protocol) };
  if (protocol === 'awsJson') {
    // Cognito sends the trailing colon. A header is one line of ASCII.
    const asciiMessage = message.replace(/[^\x20-\x7e]/g, ' ');
    return {
      status,
      headers: { ...headers, 'x-amzn-ErrorType': `${type}:`, 'x-amzn-ErrorMessage': asciiMessage },
      body: JSON.stringify({ __type: type, message }),
    };
  }
  const body = type === 'AccessDeniedException' ? { Message: message } : { message };
  return { status, headers: { ...headers, 'x-amzn-ErrorType': type }, body: JSON.stringify(body) };
};

/**
 * @param {import('./request.js').Request} request
 * @returns {Answer}
 */
export const preflightAnswer = (request) => {
  const requestedHeaders = request.header('access-control-request-headers');
  return {
    status: 200,
    headers: {
      ...(requestedHeaders !== undefined && { 'Access-Control-Allow-Headers': requestedHeaders }),
      'Access-Control-Allow-Methods': request.header('access-control-request-method') ?? 'POST',
      'Access-Control-Max-Age': String(preflightMaxAgeSeconds),
    },
    body: '',
  };
};

/**
 * Adds the headers that every answer has.
 * @param {Answer} answer
 * @param {{ requestId: string, now: number, origin: string | undefined, rule: CorsRule }} context
 * @returns {Answer}
 */
export const complete = (answer, { requestId, now, origin, rule }) => ({
  ...answer,
  headers: {
    'x-amzn-RequestId': requestId,
    Date: new Date(now).toUTCString(),
    ...answer.headers,
    'Content-Length': String(Buffer.byteLength(answer.body)),
    ...(origin !== undefined && rule.cors && corsHeaders(rule)),
  },
});

/** @param {CorsRule} rule */
const corsHeaders = ({ hideDate, hideRequestId }) => ({
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': exposedHeaders
    .filter((name) => !(name === 'Date' && hideDate) && !(name === 'x-amzn-RequestId' && hideRequestId))
    .join(','),
});

/** @param {'restJson' | 'awsJson'} protocol */
const contentType = (protocol) =>
  protocol === 'awsJson' ? 'application/x-amz-json-1.1' : 'application/json';

/**
 * Cognito writes the expiration of credentials as a float, such as 1442877512.0. `JSON.stringify` cannot do that.
 * @param {object} output
 */
const toJson = (output) => JSON.stringify(output).replace(/("Expiration":\d+)(?=[,}])/, '$1.0');
