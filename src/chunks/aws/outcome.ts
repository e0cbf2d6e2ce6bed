/**
 * Maps an error of the SDK to a result for the rows of the request. The error type is read before the status, because
 * `ThrottlingException` has status 400, like `InvalidInputException`.
 *
 * https://docs.aws.amazon.com/personalize/latest/dg/CommonErrors.html
 */

import type { RetryReason, SendResult } from '../../delivery/transport';
import { OWN_FAILURE } from './call-page-function';
import { isLoginRefused, readError } from './sdk-error';

/** The longest wait that is accepted: a proxy that asks for an hour gets five minutes. */
const LONGEST_S = 300;

const THROTTLED =
  /Throttl|TooManyRequests|Exceeded(Exception)?$|SlowDown|PriorRequestNotComplete|TransactionInProgress/;
const CREDENTIALS = /^(ExpiredToken|UnrecognizedClient|InvalidClientTokenId|MissingAuthenticationToken)/;
const CLOCK =
  /^(InvalidSignature|SignatureDoesNotMatch|RequestExpired|RequestInTheFuture|RequestTimeTooSkewed)/;
const POISON = /^(InvalidInput|Validation|Serialization|InvalidParameter|RequestEntityTooLarge)/;
/** A single event cannot cause these errors: the tracker is wrong, and so all later events fail too. */
const TRACKER = /trackingId|tracking id|event tracker/i;

export function toResult(error: unknown): SendResult {
  const { name, status, firstLine, message, headers } = readError(error);
  const said = `${name}: ${firstLine}`;

  const retry = (why: RetryReason): SendResult => {
    const afterMs = 1000 * Math.min(LONGEST_S, Number(headers['retry-after']));
    return { kind: 'retry', why, message: said, ...(afterMs > 0 ? { afterMs } : {}) };
  };

  if (name === OWN_FAILURE || isLoginRefused(error)) return retry('credentials');
  if (!status) return retry('network');
  if (THROTTLED.test(name) || status === 429) return retry('throttled');
  if (CREDENTIALS.test(name)) return retry('credentials');
  if (CLOCK.test(name)) return retry('clock');
  // A dataset is in use (409) while it is imported, which ends later.
  if (status >= 500 || status === 408 || name === 'ResourceInUseException') return retry('server');
  if ((POISON.test(name) || status === 413) && !TRACKER.test(message)) return { kind: 'refused', why: said };
  return { kind: 'disabled', why: said };
}
