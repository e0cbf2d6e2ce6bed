/**
 * Computes AWS Signature Version 4: canonical request, string to sign, signature.
 *
 * `authenticate.js` decides whether a signature is accepted. Strings have one byte per character (latin1), as Node
 * provides headers, so that a header in UTF-8 is hashed as the bytes that were sent.
 */
import { createHash, createHmac } from 'node:crypto';

export const algorithm = 'AWS4-HMAC-SHA256';

/** @param {string | Uint8Array} data */
export const sha256 = (data) =>
  createHash('sha256')
    .update(typeof data === 'string' ? Buffer.from(data, 'latin1') : data)
    .digest('hex');

/**
 * @param {object} request
 * @param {string} request.method
 * @param {string} request.path as it was sent, percent-encoded, without the query
 * @param {string} request.query as it was sent, without the `?`
 * @param {ReadonlyMap<string, readonly string[]>} request.headers by lower-case name
 * @param {readonly string[]} request.signedHeaders
 * @param {string} request.bodyHash
 */
export const canonicalRequest = ({ method, path, query, headers, signedHeaders, bodyHash }) => {
  const names = signedHeaders.map((name) => name.toLowerCase()).sort();
  const lines = names.map((name) => `${name}:${(headers.get(name) ?? []).map(normalizeSpaces).join(',')}\n`);
  return [method, canonicalPath(path), canonicalQuery(query), lines.join(''), names.join(';'), bodyHash].join(
    '\n',
  );
};

/**
 * @param {{ date: string, scope: string, canonical: string }} parts `date` as in `x-amz-date`
 */
export const stringToSign = ({ date, scope, canonical }) =>
  [algorithm, date, scope, sha256(canonical)].join('\n');

/**
 * @param {{ secretKey: string, scope: string, toSign: string }} parts `scope` is day/region/service/aws4_request
 */
export const signature = ({ secretKey, scope, toSign }) => {
  const key = scope
    .split('/')
    .reduce((previous, part) => hmac(previous, part), Buffer.from(`AWS4${secretKey}`));
  return hmac(key, toSign).toString('hex');
};

/**
 * @param {Buffer} key
 * @param {string} data
 */
const hmac = (key, data) => createHmac('sha256', key).update(Buffer.from(data, 'latin1')).digest();

/** @param {string} value */
const normalizeSpaces = (value) => value.trim().replace(/ +/g, ' ');

/** Every service except S3 encodes the path a second time. @param {string} path */
const canonicalPath = (path) => path.split('/').map(encode).join('/');

/** @param {string} query */
const canonicalQuery = (query) =>
  query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    })
    .map(([name = '', value = '']) => `${encode(decode(name))}=${encode(decode(value))}`)
    .sort()
    .join('&');

/** @param {string} text */
const decode = (text) => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text; // an invalid escape sequence stays unchanged
  }
};

/** RFC 3986: AWS also encodes five characters that `encodeURIComponent` does not. @param {string} text */
const encode = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
