/** How long the service asks clients to wait. */

import { expect, test } from 'vitest';
import { toResult } from '../../src/chunks/aws/outcome';
import { readError } from '../../src/chunks/aws/sdk-error';

const asking = (after: string, name = 'Busy', status = 503) =>
  toResult(
    Object.assign(new Error('said'), {
      name,
      $metadata: { httpStatusCode: status },
      $response: { headers: { 'retry-after': after } },
    }),
  );

test('the delay of the service is respected, up to five minutes', () => {
  expect(asking('7')).toMatchObject({ afterMs: 7000 });
  expect(asking('300')).toMatchObject({ afterMs: 300_000 });
  expect(asking('3600')).toMatchObject({ afterMs: 300_000 });
});

for (const after of ['0', '-5', 'soon', 'Sun, 22 Nov 2026 12:00:00 GMT', '']) {
  test(`"${after}" is no delay`, () => {
    expect(asking(after)).toEqual({ kind: 'retry', why: 'server', message: 'Busy: said' });
  });
}

test('a dataset in use is a retry, and failing credentials of the page are not a network error', () => {
  expect(asking('', 'ResourceInUseException', 409)).toMatchObject({ kind: 'retry', why: 'server' });
  const own = Object.assign(new Error('said'), { name: 'OwnCredentialsError' });
  expect(toResult(own)).toMatchObject({ kind: 'retry', why: 'credentials' });
});

test('a refusal of size or input that mentions the tracker is a wrong set-up', () => {
  for (const text of ['trackingId is unknown', 'no such Event Tracker', 'bad tracking ID']) {
    const refused = Object.assign(new Error(text), {
      name: 'InvalidInputException',
      $metadata: { httpStatusCode: 400 },
    });
    expect(toResult(refused)).toMatchObject({ kind: 'disabled' });
  }
});

test('every thrown value can be read', () => {
  const nothing = { name: '', status: 0, headers: {} };
  expect(readError(undefined)).toEqual({ ...nothing, message: 'undefined', firstLine: 'undefined' });
  expect(readError(null)).toEqual({ ...nothing, message: 'null', firstLine: 'null' });
  expect(readError('text')).toEqual({ ...nothing, message: 'text', firstLine: 'text' });
  expect(readError({ $metadata: {}, $response: {} })).toMatchObject(nothing);
  expect(readError(new Error('one\ntwo'))).toMatchObject({ message: 'one\ntwo', firstLine: 'one' });
});
