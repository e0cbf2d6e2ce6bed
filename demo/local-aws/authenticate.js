/**
 * Finds the credentials that signed a request, or throws the refusal that AWS answers with.
 *
 * The checks run in the order in which AWS can make them: format of the header, scope, clock, key, session token,
 * expiration, and the signature last.
 */
import { parseAuthorization } from './authorization-header.js';
import { region, signingName } from './known.js';
import { refusal } from './refusal.js';
import { canonicalRequest, sha256, signature, stringToSign } from './sigv4.js';

/** @typedef {import('./request.js').Request} Request */
/** @typedef {import('./state.js').Credentials} Credentials */

/** How much the time of a signature may differ from the clock of the service. */
const windowMs = 5 * 60 * 1000;

/**
 * @param {Request} request
 * @param {{ credentials: ReadonlyMap<string, Credentials>, now: number }} service `now` in epoch milliseconds
 * @returns {Credentials}
 */
export const authenticate = (request, { credentials, now }) => {
  const { keyId, scope, signedHeaders, provided } = parseAuthorization(request);
  const date = signingDate(request);
  checkScope(scope, date);
  checkSigned(request, signedHeaders);
  checkClock(date, now);

  const signer = credentials.get(keyId);
  // All keys are temporary. A missing session token is refused like a wrong one.
  if (signer === undefined || signer.sessionToken !== request.header('x-amz-security-token')) {
    throw refusal('UnrecognizedClientException');
  }
  if (signer.expiration <= now) throw refusal('ExpiredTokenException');

  const bodyHash = sha256(request.body);
  const declaredHash = request.header('x-amz-content-sha256');
  const canonical = canonicalRequest({ ...request, signedHeaders, bodyHash });
  const toSign = stringToSign({ date, scope, canonical });
  const expected = signature({ secretKey: signer.secretKey, scope, toSign });
  // Only S3 accepts values such as UNSIGNED-PAYLOAD. Here, a declared hash must be the hash of the body.
  if (provided !== expected || (declaredHash !== undefined && declaredHash !== bodyHash)) {
    throw refusal('InvalidSignatureException', mismatchText(canonical, toSign));
  }
  return signer;
};

/** The date of the request, in the format of `x-amz-date`. @param {Request} request */
const signingDate = (request) => {
  const given = request.header('x-amz-date') ?? request.header('date') ?? '';
  if (/^\d{8}T\d{6}Z$/.test(given)) return given;
  const ms = request.header('x-amz-date') === undefined ? Date.parse(given) : Number.NaN;
  if (Number.isNaN(ms)) {
    throw refusal(
      'IncompleteSignatureException',
      `Date must be in ISO-8601 'basic format'. Got '${given}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  return toBasicFormat(ms);
};

/**
 * @param {string} scope
 * @param {string} date
 */
const checkScope = (scope, date) => {
  const [day = '', scopeRegion, service, terminator] = scope.split('/');
  const mistakes = [];
  if (scopeRegion !== region)
    mistakes.push(`Credential should be scoped to a valid region, not '${scopeRegion}'. `);
  if (service !== signingName)
    mistakes.push(`Credential should be scoped to correct service: '${signingName}'. `);
  if (terminator !== 'aws4_request') {
    mistakes.push(
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'. `,
    );
  }
  if (day !== date.slice(0, 8)) {
    mistakes.push(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${date.slice(0, 8)}', from '${date}'.`,
    );
  }
  if (mistakes.length > 0) throw refusal('InvalidSignatureException', mistakes.join(''));
};

/**
 * @param {Request} request
 * @param {string[]} signedHeaders
 */
const checkSigned = (request, signedHeaders) => {
  if (!signedHeaders.includes('host')) {
    throw refusal(
      'InvalidSignatureException',
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    );
  }
  const dateHeader = request.header('x-amz-date') === undefined ? ['date'] : [];
  const amzHeaders = [...request.headers.keys()].filter((name) => name.startsWith('x-amz-'));
  const unsigned = [...amzHeaders, ...dateHeader].filter((name) => !signedHeaders.includes(name));
  if (unsigned.length > 0) {
    throw refusal(
      'InvalidSignatureException',
      `There were headers present in the request which were not signed: ${unsigned.join(', ')}`,
    );
  }
};

/**
 * @param {string} date
 * @param {number} now
 */
const checkClock = (date, now) => {
  const signedAt = Date.parse(
    date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
  if (Number.isNaN(signedAt)) throw refusal('IncompleteSignatureException', `Date is not a time: '${date}'`);
  // Both times are written in whole seconds.
  const clock = Math.floor(now / 1000) * 1000;
  if (signedAt < clock - windowMs) {
    throw refusal(
      'InvalidSignatureException',
      `Signature expired: ${date} is now earlier than ${toBasicFormat(clock - windowMs)} (${toBasicFormat(clock)} - 5 min.)`,
    );
  }
  if (signedAt > clock + windowMs) {
    throw refusal(
      'InvalidSignatureException',
      `Signature not yet current: ${date} is still later than ${toBasicFormat(clock + windowMs)} (${toBasicFormat(clock)} + 5 min.)`,
    );
  }
};

/** ISO 8601 basic format, such as `20260102T120000Z`. @param {number} ms */
const toBasicFormat = (ms) => new Date(ms).toISOString().replace(/\.\d{3}|[-:]/g, '');

/**
 * @param {string} canonical
 * @param {string} toSign
 */
const mismatchText = (canonical, toSign) =>
  `The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'${toSign}'\n`;
