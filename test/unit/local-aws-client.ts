/** A client of the local AWS without an SDK: it signs by hand, so that a test can sign wrongly. */

import { createState, type LocalAws, startLocalAws } from '../../demo/local-aws/server.js';
import { canonicalRequest, sha256, signature, stringToSign } from '../../demo/local-aws/sigv4.js';
import type { Credentials } from '../../demo/local-aws/state.js';

export const guestPool = 'us-east-1:10000000-0000-4000-8000-000000000001';
export const closedPool = 'us-east-1:10000000-0000-4000-8000-000000000002';
export const trackingId = '20000000-0000-4000-8000-000000000001';
export const usersArn = 'arn:aws:personalize:us-east-1:000000000000:dataset/local-shop/USERS';
export const itemsArn = 'arn:aws:personalize:us-east-1:000000000000:dataset/local-shop/ITEMS';

/** The time in every test that does not change it. */
export const noon = Date.parse('2026-01-02T12:00:00Z');

/** Runs a test against a local AWS with its own clock, and always closes it. */
export const withLocalAws = async (
  run: (aws: LocalAws, clock: { now: number }) => Promise<void>,
): Promise<void> => {
  const clock = { now: noon };
  const aws = await startLocalAws({ state: createState({ now: () => clock.now }) });
  try {
    await run(aws, clock);
  } finally {
    await aws.close();
  }
};

export interface Reply {
  status: number;
  type: string | null;
  message: string | undefined;
  body: string;
  headers: Headers;
}

const toReply = async (response: Response): Promise<Reply> => {
  const body = await response.text();
  const json = body.startsWith('{') ? JSON.parse(body) : {};
  const type = response.headers.get('x-amzn-errortype')?.replace(/:$/, '') ?? null;
  return { status: response.status, type, message: json.message, body, headers: response.headers };
};

export const callCognito = async (
  aws: LocalAws,
  operation: string,
  input: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> =>
  toReply(
    await fetch(aws.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityService.${operation}`,
        ...headers,
      },
      body: typeof input === 'string' ? input : JSON.stringify(input),
    }),
  );

export type Key = Pick<Credentials, 'keyId' | 'secretKey' | 'sessionToken'>;

/** Credentials of a guest, obtained like a page does. */
export const guestKey = async (aws: LocalAws): Promise<Key> => {
  const { IdentityId } = JSON.parse((await callCognito(aws, 'GetId', { IdentityPoolId: guestPool })).body);
  const reply = await callCognito(aws, 'GetCredentialsForIdentity', { IdentityId });
  const { AccessKeyId, SecretKey, SessionToken } = JSON.parse(reply.body).Credentials;
  return { keyId: AccessKeyId, secretKey: SecretKey, sessionToken: SessionToken };
};

export interface Signing {
  /** The time that the client signs with. */
  at?: number;
  scope?: string;
  /** Excludes headers from the signature. */
  unsigned?: string[];
  headers?: Record<string, string>;
  /** Replaces the finished header; undefined sends none. */
  authorization?: (header: string) => string | undefined;
  query?: string;
  method?: string;
}

export const callSigned = async (
  aws: LocalAws,
  key: Key,
  path: string,
  input: unknown,
  signing: Signing = {},
): Promise<Reply> => {
  const { at = noon, unsigned = [], query = '', method = 'POST' } = signing;
  const body = typeof input === 'string' ? input : JSON.stringify(input);
  const date = new Date(at).toISOString().replace(/\.\d{3}|[-:]/g, '');
  const scope = signing.scope ?? `${date.slice(0, 8)}/us-east-1/personalize/aws4_request`;
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'x-amz-date': date,
    'x-amz-security-token': key.sessionToken,
    ...signing.headers,
  };
  const named = { ...headers, host: new URL(aws.url).host };
  const signedHeaders = Object.keys(named).filter((name) => !unsigned.includes(name) && name !== 'origin');
  const canonical = canonicalRequest({
    method,
    path,
    query,
    headers: new Map(Object.entries(named).map(([name, value]) => [name, [value]])),
    signedHeaders,
    bodyHash: sha256(Buffer.from(body)),
  });
  const toSign = stringToSign({ date, scope, canonical });
  const header = `AWS4-HMAC-SHA256 Credential=${key.keyId}/${scope}, SignedHeaders=${signedHeaders.sort().join(';')}, Signature=${signature({ secretKey: key.secretKey, scope, toSign })}`;
  const authorization = signing.authorization === undefined ? header : signing.authorization(header);
  return toReply(
    await fetch(`${aws.url}${path}${query && `?${query}`}`, {
      method,
      headers: { ...headers, ...(authorization !== undefined && { authorization }) },
      ...(method !== 'GET' && { body }),
    }),
  );
};

/** One valid event. */
export const goodEvent = { eventId: 'e-1', eventType: 'View', itemId: 'i-1', sentAt: noon / 1000 };

export const batchOf = (...eventList: unknown[]) => ({ trackingId, sessionId: 's-1', eventList });
