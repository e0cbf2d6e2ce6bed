/**
 * What an error of the SDK means for the events of the request. The type is read before the status, because
 * `ThrottlingException` comes as 400 like `InvalidInputException`.
 *
 * https://docs.aws.amazon.com/personalize/latest/dg/CommonErrors.html
 */

import type { RetryReason, SendResult } from '../../delivery/transport';
import { OWN_FAILURE } from './call-page-function';
import { isLoginRefused, readError } from './sdk-error';

/** A proxy that asks for an hour gets five minutes. */
const LONGEST_S = 300;

const THROTTLED =
  /Throttl|TooManyRequests|Exceeded(Exception)?$|SlowDown|PriorRequestNotComplete|TransactionInProgress/;
const CREDENTIALS = /^(ExpiredToken|UnrecognizedClient|InvalidClientTokenId|MissingAuthenticationToken)/;
const CLOCK =
  /^(InvalidSignature|SignatureDoesNotMatch|RequestExpired|RequestInTheFuture|RequestTimeTooSkewed)/;
const POISON = /^(InvalidInput|Validation|Serialization|InvalidParameter|RequestEntityTooLarge)/;
/** One event cannot make these true of its call: the tracker is wrong, and so are all events to come. */
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
  // A dataset that is being imported is in use (409), and will not be soon.
  if (status >= 500 || status === 408 || name === 'ResourceInUseException') return retry('server');
  if ((POISON.test(name) || status === 413) && !TRACKER.test(message)) return { kind: 'refused', why: said };
  return { kind: 'disabled', why: said };
}
