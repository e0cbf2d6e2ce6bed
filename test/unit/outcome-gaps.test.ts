/** Errors that could cost events, or block all of them. */

import { expect, test } from 'vitest';
import { toResult } from '../../src/chunks/aws/outcome';

const error = (name: string, status: number, message = 'of the service') =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });

for (const name of ['ProvisionedThroughputExceededException', 'TransactionInProgressException']) {
  test(`${name} is treated as throttling`, () => {
    expect(toResult(error(name, 400))).toMatchObject({ kind: 'retry', why: 'throttled' });
  });
}

test('an event whose own text contains "tracking" is refused, and does not block other events', () => {
  const message = "Value 'OrderTracking…' at 'eventList.1.member.eventType' failed to satisfy constraint";
  expect(toResult(error('ValidationException', 400, message))).toMatchObject({ kind: 'refused' });
});

test('an undefined error is a retry', () => {
  expect(toResult(undefined)).toMatchObject({ kind: 'retry' });
});
