/**
 * What goes back: status, headers, body, in the form of the operation's protocol.
 *
 * CORS as captured from the real hosts: only when the caller is a page (an `Origin` header), on errors as on successes,
 * and never with credentials. `Date`, request id and error type are readable to the page; `Retry-After` is not.
 */

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, string>} headers
 * @property {string} body
 *
 * @typedef {{ cors: boolean, hideDate: boolean, hideRequestId: boolean }} CorsRule
 */

const exposed = ['x-amzn-RequestId', 'x-amzn-ErrorType', 'x-amzn-ErrorMessage', 'Date'];

/** 48 hours; Chromium keeps a preflight for two at most. */
const preflightMaxAgeSeconds = 172_800;

/**
 * @param {'restJson' | 'awsJson'} protocol
 * @param {object | undefined | void} output
 * @returns {Answer}
 */
export const success = (protocol, output) => {
  // Put* have no output, and an empty body without a content type.
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
    // With the trailing colon that Cognito really sends. A header is one line of ASCII.
    const line = message.replace(/[^\x20-\x7e]/g, ' ');
    return {
      status,
      headers: { ...headers, 'x-amzn-ErrorType': `${type}:`, 'x-amzn-ErrorMessage': line },
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
  const asked = request.header('access-control-request-headers');
  return {
    status: 200,
    headers: {
      ...(asked !== undefined && { 'Access-Control-Allow-Headers': asked }),
      'Access-Control-Allow-Methods': request.header('access-control-request-method') ?? 'POST',
      'Access-Control-Max-Age': String(preflightMaxAgeSeconds),
    },
    body: '',
  };
};

/**
 * The same answer with what every answer carries.
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
  'Access-Control-Expose-Headers': exposed
    .filter((name) => !(name === 'Date' && hideDate) && !(name === 'x-amzn-RequestId' && hideRequestId))
    .join(','),
});

/** @param {'restJson' | 'awsJson'} protocol */
const contentType = (protocol) =>
  protocol === 'awsJson' ? 'application/x-amz-json-1.1' : 'application/json';

/** Cognito writes the end of credentials as a float, 1442877512.0, which JSON.stringify cannot. @param {object} output */
const toJson = (output) => JSON.stringify(output).replace(/("Expiration":\d+)(?=[,}])/, '$1.0');
