/**
 * Who signed this request, or the refusal AWS answers with.
 *
 * Checked in the order in which AWS can know it: the form of the header, the scope, the clock, the key, its token, its
 * expiry, and last the signature itself.
 */
import { parseAuthorization } from './authorization-header.js';
import { region, signingName } from './known.js';
import { refusal } from './refusal.js';
import { canonicalRequest, sha256, signature, stringToSign } from './sigv4.js';

/** @typedef {import('./request.js').Request} Request */
/** @typedef {import('./state.js').Credentials} Credentials */

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
  // Every key here is a temporary one, so a request without its token is as unknown as one with a wrong token.
  if (signer === undefined || signer.sessionToken !== request.header('x-amz-security-token')) {
    throw refusal('UnrecognizedClientException');
  }
  if (signer.expiration <= now) throw refusal('ExpiredTokenException');

  const bodyHash = sha256(request.body);
  const declaredHash = request.header('x-amz-content-sha256');
  const canonical = canonicalRequest({ ...request, signedHeaders, bodyHash });
  const toSign = stringToSign({ date, scope, canonical });
  const expected = signature({ secretKey: signer.secretKey, scope, toSign });
  // Only S3 takes UNSIGNED-PAYLOAD and its kin: here the declared hash is the body's or nothing.
  if (provided !== expected || (declaredHash !== undefined && declaredHash !== bodyHash)) {
    throw refusal('InvalidSignatureException', mismatchText(canonical, toSign));
  }
  return signer;
};

/** The date in the form of `x-amz-date`, which also stands in the string to sign. @param {Request} request */
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
  return basic(ms);
};

/**
 * @param {string} scope
 * @param {string} date
 */
const checkScope = (scope, date) => {
  const [day = '', scopeRegion, service, terminator] = scope.split('/');
  const wrong = [];
  if (scopeRegion !== region)
    wrong.push(`Credential should be scoped to a valid region, not '${scopeRegion}'. `);
  if (service !== signingName)
    wrong.push(`Credential should be scoped to correct service: '${signingName}'. `);
  if (terminator !== 'aws4_request') {
    wrong.push(`Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'. `);
  }
  if (day !== date.slice(0, 8)) {
    wrong.push(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${date.slice(0, 8)}', from '${date}'.`,
    );
  }
  if (wrong.length > 0) throw refusal('InvalidSignatureException', wrong.join(''));
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
  const must = [...request.headers.keys()].filter((name) => name.startsWith('x-amz-')).concat(dateHeader);
  const unsigned = must.filter((name) => !signedHeaders.includes(name));
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
  // Whole seconds, as both times are written.
  const clock = Math.floor(now / 1000) * 1000;
  if (signedAt < clock - windowMs) {
    throw refusal(
      'InvalidSignatureException',
      `Signature expired: ${date} is now earlier than ${basic(clock - windowMs)} (${basic(clock)} - 5 min.)`,
    );
  }
  if (signedAt > clock + windowMs) {
    throw refusal(
      'InvalidSignatureException',
      `Signature not yet current: ${date} is still later than ${basic(clock + windowMs)} (${basic(clock)} + 5 min.)`,
    );
  }
};

/** @param {number} ms */
const basic = (ms) => new Date(ms).toISOString().replace(/\.\d{3}|[-:]/g, '');

/**
 * @param {string} canonical
 * @param {string} toSign
 */
const mismatchText = (canonical, toSign) =>
  `The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'${toSign}'\n`;
