/** How errors of the SDK are named for the page, without any secret in them. */

import { expect, test } from 'vitest';
import { withDeadline } from '../../src/browser/deadline';
import { toFailure } from '../../src/chunks/runtime/to-failure';

const sdkError = (name: string, httpStatusCode: number, message = 'said') =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });

for (const [name, status, words] of [
  ['ResourceNotFoundException', 404, 'check the ids and the region'],
  ['InvalidInputException', 400, 'GetRecommendations: said'],
  ['ThrottlingException', 400, 'less often'],
  ['TooManyRequestsException', 429, 'less often'],
  ['AccessDeniedException', 403, 'personalize:GetRecommendations'],
  ['NotAuthorizedException', 400, 'allow guest access'],
  ['InvalidSignatureException', 403, 'the clock'],
  ['InternalFailure', 500, 'said'],
] as const) {
  test(`${name} ${status} has a message with a hint`, () => {
    const error = toFailure(sdkError(name, status), 'GetRecommendations');
    expect(error).toMatchObject({ name, message: expect.stringContaining(words) });
    expect(Object.keys(error)).toEqual(['name']);
  });
}

test('an error without a status becomes an OfflineError', () => {
  for (const error of [new TypeError('Failed to fetch'), undefined, 'odd']) {
    expect(toFailure(error, 'x').name).toBe('OfflineError');
  }
});

test('the request in the text of a refused signature is not shown', () => {
  const error = toFailure(
    sdkError('InvalidSignatureException', 403, 'no match\n\nx-amz-security-token:SECRET'),
    'x',
  );
  expect(error.message).not.toContain('SECRET');
});

test('withDeadline returns in time, fails after the timeout, and fails when aborted', async () => {
  const never = () => new Promise<number>(() => {});
  expect(await withDeadline(async () => 1, 1000)).toBe(1);
  await expect(withDeadline(never, 1)).rejects.toMatchObject({
    name: 'TimeoutError',
    message: 'no answer within 1 ms',
  });
  const wish = new AbortController();
  let givenSignal: AbortSignal | undefined;
  const work = withDeadline(
    (signal) => {
      givenSignal = signal;
      return never();
    },
    1000,
    wish.signal,
  );
  expect(givenSignal?.aborted).toBe(false);
  wish.abort();
  await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  expect(givenSignal?.aborted).toBe(true);
  let began = false;
  const late = withDeadline(
    async () => {
      began = true;
    },
    1000,
    wish.signal,
  );
  await expect(late).rejects.toMatchObject({ name: 'AbortError' });
  expect(began).toBe(false);
});
