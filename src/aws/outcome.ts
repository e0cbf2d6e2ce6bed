/**
 * What an error of the SDK means for the events of the request. The type is read before the status, because
 * `ThrottlingException` comes as 400 like `InvalidInputException`.
 *
 * https://docs.aws.amazon.com/personalize/latest/dg/CommonErrors.html
 */

import type { SendResult } from '../delivery/transport';

interface SdkError {
  name?: string;
  message?: string;
  $metadata?: { httpStatusCode?: number };
}

const THROTTLED =
  /Throttl|TooManyRequests|Exceeded(Exception)?$|SlowDown|PriorRequestNotComplete|TransactionInProgress/;
const CREDENTIALS = /^(ExpiredToken|UnrecognizedClient|InvalidClientTokenId|MissingAuthenticationToken)/;
const CLOCK =
  /^(InvalidSignature|SignatureDoesNotMatch|RequestExpired|RequestInTheFuture|RequestTimeTooSkewed)/;
const POISON = /^(InvalidInput|Validation|Serialization|InvalidParameter|RequestEntityTooLarge)/;
/** One event cannot make these true of its call: the tracker is wrong, and so are all events to come. */
const TRACKER = /trackingId|tracking id|event tracker/i;

export function toResult(error: unknown): SendResult {
  const { name = '', message = String(error), $metadata } = (error ?? {}) as SdkError;
  const status = $metadata?.httpStatusCode ?? 0;
  // Only the first line: what follows in a refused signature's text is the request, with its session token.
  const said = `${name}: ${message.split('\n')[0]}`;

  if (!status) return { kind: 'retry', why: 'network', message: said };
  if (THROTTLED.test(name) || status === 429) return { kind: 'retry', why: 'throttled', message: said };
  if (CREDENTIALS.test(name)) return { kind: 'retry', why: 'credentials', message: said };
  if (CLOCK.test(name)) return { kind: 'retry', why: 'clock', message: said };
  if (status >= 500 || status === 408) return { kind: 'retry', why: 'server', message: said };
  if ((POISON.test(name) || status === 413) && !TRACKER.test(message)) return { kind: 'refused', why: said };
  return { kind: 'disabled', why: said };
}
