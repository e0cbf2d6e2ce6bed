/** Parses an `Authorization` header, or throws a refusal that names the missing or malformed part. */
import { refusal } from './refusal.js';
import { algorithm } from './sigv4.js';

/** @param {import('./request.js').Request} request */
export const parseAuthorization = (request) => {
  const authorization = request.header('authorization');
  if (authorization === undefined || authorization === '')
    throw refusal('MissingAuthenticationTokenException');
  const [scheme = '', ...rest] = authorization.trim().split(/\s+/);
  if (scheme !== algorithm) {
    throw refusal(
      'IncompleteSignatureException',
      `Unsupported AWS 'algorithm': '${scheme}'. Authorization=${authorization}`,
    );
  }
  const parts = new Map();
  for (const pair of rest.join(' ').split(',')) {
    const at = pair.indexOf('=');
    if (at < 0) {
      throw refusal(
        'IncompleteSignatureException',
        `'${pair.trim()}' not a valid key=value pair (missing equal-sign) in Authorization header: '${authorization}'.`,
      );
    }
    parts.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  }
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !parts.get(name))
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (request.header('x-amz-date') === undefined && request.header('date') === undefined) {
    missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  if (missing.length > 0) {
    throw refusal('IncompleteSignatureException', `${missing.join(' ')} Authorization=${authorization}`);
  }
  const credential = String(parts.get('Credential'));
  const [keyId = '', ...scope] = credential.split('/');
  if (scope.length !== 4) {
    throw refusal(
      'IncompleteSignatureException',
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  return {
    keyId,
    scope: scope.join('/'),
    signedHeaders: String(parts.get('SignedHeaders')).toLowerCase().split(';'),
    provided: String(parts.get('Signature')),
  };
};
