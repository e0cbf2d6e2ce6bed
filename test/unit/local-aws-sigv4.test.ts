import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { authenticate } from '../../demo/local-aws/authenticate.js';
import type { Request } from '../../demo/local-aws/request.js';
import { canonicalRequest, sha256, signature, stringToSign } from '../../demo/local-aws/sigv4.js';

/** Requests signed by the AWS SDK for Python, with the example keys of the AWS documentation. */
interface Vector {
  name: string;
  method: string;
  url: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  body: string;
  body_sha256: string;
  headers: Record<string, string>;
  canonical_request: string;
  string_to_sign: string;
}

const vectors: Vector[] = JSON.parse(
  readFileSync(new URL('./local-aws-sigv4-vectors.json', import.meta.url), 'utf8'),
);
const signedAt = Date.parse('2026-01-02T03:04:05Z');

const requestOf = (vector: Vector): Request => {
  const url = new URL(vector.url);
  const headers = new Map<string, string[]>([['host', [url.host]]]);
  for (const [name, value] of Object.entries(vector.headers)) headers.set(name.toLowerCase(), [value]);
  return {
    method: vector.method,
    path: url.pathname,
    query: '',
    headers,
    header: (name) => headers.get(name)?.join(','),
    body: Buffer.from(vector.body),
    tooLarge: false,
  };
};

const credentialsOf = (vector: Vector) => ({
  keyId: vector.accessKeyId,
  secretKey: vector.secretAccessKey,
  sessionToken: vector.sessionToken,
  expiration: signedAt + 3_600_000,
  identityId: 'us-east-1:1',
});

const verify = (vector: Vector, request: Request, change: { now?: number; expiration?: number } = {}) => {
  const credentials = {
    ...credentialsOf(vector),
    ...(change.expiration && { expiration: change.expiration }),
  };
  return authenticate(request, {
    credentials: new Map([[vector.accessKeyId, credentials]]),
    now: change.now ?? signedAt,
  });
};

/** The type of the refusal, or `accepted`. */
const outcome = (run: () => unknown): string => {
  try {
    run();
    return 'accepted';
  } catch (error) {
    return (error as { refusal: { type: string } }).refusal.type;
  }
};

test('there are four vectors', () => expect(vectors).toHaveLength(4));

for (const vector of vectors) {
  describe(vector.name, () => {
    test('canonical request, string to sign and signature equal those of the SDK', () => {
      const request = requestOf(vector);
      const authorization = vector.headers.Authorization ?? '';
      const scope = /Credential=[^/]+\/([^,]+)/.exec(authorization)?.[1] ?? '';
      const signedHeaders = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(';') ?? [];
      const bodyHash = sha256(request.body);
      expect(bodyHash).toBe(vector.body_sha256);
      const canonical = canonicalRequest({ ...request, signedHeaders, bodyHash });
      expect(canonical).toBe(vector.canonical_request);
      const toSign = stringToSign({ date: vector.headers['X-Amz-Date'] ?? '', scope, canonical });
      expect(toSign).toBe(vector.string_to_sign);
      expect(authorization).toContain(
        `Signature=${signature({ secretKey: vector.secretAccessKey, scope, toSign })}`,
      );
    });

    test('is accepted', () => {
      expect(verify(vector, requestOf(vector)).keyId).toBe(vector.accessKeyId);
    });

    test('spaces around and within a header value are ignored', () => {
      const request = requestOf(vector);
      const headers = new Map(request.headers).set('content-type', ['  application/json ']);
      expect(outcome(() => verify(vector, { ...request, headers }))).toBe('accepted');
    });

    const changes: Record<string, (request: Request) => Partial<Request>> = {
      method: () => ({ method: 'PUT' }),
      path: (r) => ({ path: `${r.path}x` }),
      query: () => ({ query: 'a=b' }),
      body: () => ({ body: Buffer.from(`${vector.body} `) }),
      host: (r) => ({ headers: new Map(r.headers).set('host', ['elsewhere.example']) }),
      'a signed header': (r) => ({ headers: new Map(r.headers).set('content-type', ['text/plain']) }),
    };
    for (const [part, change] of Object.entries(changes)) {
      test(`another ${part} is refused`, () => {
        const request = requestOf(vector);
        expect(outcome(() => verify(vector, { ...request, ...change(request) }))).toBe(
          'InvalidSignatureException',
        );
      });
    }

    const headerChanges: [part: string, from: RegExp, to: string, type: string][] = [
      ['signature', /Signature=./, 'Signature=g', 'InvalidSignatureException'],
      ['day', /\/20260102\//, '/20260103/', 'InvalidSignatureException'],
      ['region', /us-east-1/, 'us-west-2', 'InvalidSignatureException'],
      ['service', /\/personalize\//, '/personalize-events/', 'InvalidSignatureException'],
      ['terminator', /aws4_request/, 'aws5_request', 'InvalidSignatureException'],
      ['set of signed headers', /content-type;/, '', 'InvalidSignatureException'],
      ['set, without the host', /host;/, '', 'InvalidSignatureException'],
      ['set, without the token', /;x-amz-security-token/, '', 'InvalidSignatureException'],
      ['set, without the date', /;x-amz-date/, '', 'InvalidSignatureException'],
      ['key', /ASIAIOSFODNN7EXAMPLE/, 'ASIAIOSFODNN7EXAMPLF', 'UnrecognizedClientException'],
      ['form: no signature', /, Signature=.*/, '', 'IncompleteSignatureException'],
      ['form: no credential', /Credential=[^,]*, /, '', 'IncompleteSignatureException'],
      ['form: a short scope', /\/aws4_request/, '', 'IncompleteSignatureException'],
      ['form: another scheme', /AWS4-HMAC-SHA256/, 'Bearer', 'IncompleteSignatureException'],
    ];
    for (const [part, from, to, type] of headerChanges) {
      test(`another ${part} is refused`, () => {
        const authorization = (vector.headers.Authorization ?? '').replace(from, to);
        expect(authorization).not.toBe(vector.headers.Authorization);
        const request = requestOf({
          ...vector,
          headers: { ...vector.headers, Authorization: authorization },
        });
        expect(outcome(() => verify(vector, request))).toBe(type);
      });
    }

    test('another token is refused', () => {
      const headers = { ...vector.headers, 'X-Amz-Security-Token': 'another' };
      expect(outcome(() => verify(vector, requestOf({ ...vector, headers })))).toBe(
        'UnrecognizedClientException',
      );
    });

    test('a declared hash that differs from that of the body is refused', () => {
      for (const hash of ['UNSIGNED-PAYLOAD', sha256('another')]) {
        const headers = { ...vector.headers, 'x-amz-content-sha256': hash };
        expect(outcome(() => verify(vector, requestOf({ ...vector, headers })))).toBe(
          'InvalidSignatureException',
        );
      }
    });

    test('is valid for five minutes before and after, and not a second longer', () => {
      const minutes5 = 5 * 60 * 1000;
      const at = (now: number) => outcome(() => verify(vector, requestOf(vector), { now }));
      expect(at(signedAt + minutes5)).toBe('accepted');
      expect(at(signedAt - minutes5)).toBe('accepted');
      expect(at(signedAt + minutes5 + 1000)).toBe('InvalidSignatureException');
      expect(at(signedAt - minutes5 - 1000)).toBe('InvalidSignatureException');
    });

    test('is refused from the expiration of the credentials', () => {
      const ending = (expiration: number) =>
        outcome(() => verify(vector, requestOf(vector), { expiration, now: signedAt }));
      expect(ending(signedAt)).toBe('ExpiredTokenException');
      expect(ending(signedAt + 1)).toBe('accepted');
    });
  });
}

test('the canonical request is sorted, trimmed and encoded once more', () => {
  const canonical = canonicalRequest({
    method: 'POST',
    path: '/a%20b',
    query: "b=2&a=%20x&c&a=1'",
    headers: new Map([
      ['x-b', [' one   two ', 'three']],
      ['host', ['h']],
    ]),
    signedHeaders: ['X-B', 'host', 'absent'],
    bodyHash: 'hash',
  });
  expect(canonical.split('\n')).toEqual([
    'POST',
    '/a%2520b',
    'a=%20x&a=1%27&b=2&c=',
    'absent:',
    'host:h',
    'x-b:one two,three',
    '',
    'absent;host;x-b',
    'hash',
  ]);
});
