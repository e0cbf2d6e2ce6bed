/** What each error of the services means for the events of the request: first by its type, then by its status. */

import { expect, test } from 'vitest';
import { toResult } from '../../src/chunks/aws/outcome';

const error = (name: string, status?: number, message = 'of the service') =>
  Object.assign(new Error(message), { name, $metadata: status ? { httpStatusCode: status } : {} });

const RETRY: [why: string, name: string, status?: number][] = [
  ['network', 'TypeError'],
  ['network', 'AbortError'],
  ['network', 'TimeoutError'],
  ['throttled', 'ThrottlingException', 400],
  ['throttled', 'ThrottlingException', 429],
  ['throttled', 'Throttling', 400],
  ['throttled', 'ThrottledException', 400],
  ['throttled', 'RequestThrottledException', 400],
  ['throttled', 'EC2ThrottledException', 503],
  ['throttled', 'TooManyRequestsException', 400],
  ['throttled', 'LimitExceededException', 400],
  ['throttled', 'RequestLimitExceeded', 503],
  ['throttled', 'BandwidthLimitExceeded', 400],
  ['throttled', 'SlowDown', 503],
  ['throttled', 'PriorRequestNotComplete', 400],
  ['throttled', 'UnknownError', 429],
  ['credentials', 'ExpiredTokenException', 403],
  ['credentials', 'ExpiredToken', 400],
  ['credentials', 'UnrecognizedClientException', 403],
  ['credentials', 'InvalidClientTokenId', 403],
  ['credentials', 'MissingAuthenticationToken', 403],
  ['clock', 'InvalidSignatureException', 403],
  ['clock', 'SignatureDoesNotMatch', 403],
  ['clock', 'RequestExpired', 400],
  ['clock', 'RequestInTheFuture', 403],
  ['clock', 'RequestTimeTooSkewed', 403],
  ['server', 'InternalFailure', 500],
  ['server', 'InternalErrorException', 500],
  ['server', 'UnknownError', 502],
  ['server', 'ServiceUnavailable', 503],
  ['server', 'UnknownError', 504],
  ['server', 'UnknownError', 408],
];

for (const [why, name, status] of RETRY) {
  test(`${name} ${status ?? 'without an answer'}: retry, ${why}`, () => {
    expect(toResult(error(name, status))).toEqual({ kind: 'retry', why, message: `${name}: of the service` });
  });
}

for (const [name, status] of [
  ['InvalidInputException', 400],
  ['ValidationException', 400],
  ['ValidationError', 400],
  ['SerializationException', 400],
  ['InvalidParameterValue', 400],
  ['RequestEntityTooLargeException', 413],
  ['UnknownError', 413],
] as const) {
  test(`${name} ${status}: refused`, () => {
    expect(toResult(error(name, status))).toEqual({ kind: 'refused', why: `${name}: of the service` });
  });
}

for (const [name, status] of [
  ['AccessDeniedException', 403],
  ['ResourceNotFoundException', 404],
  ['ResourceNotFoundException', 400],
  ['NotAuthorizedException', 400],
  ['InvalidIdentityPoolConfigurationException', 400],
  ['IncompleteSignature', 400],
  ['UnknownError', 400],
  ['UnknownError', 403],
] as const) {
  test(`${name} ${status}: disabled, because a developer must change something`, () => {
    expect(toResult(error(name, status))).toEqual({ kind: 'disabled', why: `${name}: of the service` });
  });
}

test('an unknown tracker does not refuse the event', () => {
  const unknown = error('InvalidInputException', 400, 'Invalid tracking id');
  expect(toResult(unknown)).toEqual({
    kind: 'disabled',
    why: 'InvalidInputException: Invalid tracking id',
  });
});

test('a thrown value that is not an error is a retry', () => {
  expect(toResult('offline')).toMatchObject({ kind: 'retry', why: 'network' });
});

test('the message of a refused signature does not contain the request', () => {
  const refused = error('InvalidSignatureException', 403, 'does not match.\n\nx-amz-security-token:SECRET');
  expect(JSON.stringify(toResult(refused))).not.toContain('SECRET');
});
