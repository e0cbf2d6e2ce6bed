/** Converts an error of the SDK into an error for the page: a name that identifies it, and a message with advice. */

import { failure } from '../../browser/failure';
import { OWN_FAILURE } from '../aws/call-page-function';
import { STOPPED } from '../aws/fetch-handler';
import { readError } from '../aws/sdk-error';

/** Patterns of error names, each with the advice for the message. */
const ADVICE: readonly [RegExp, (operation: string) => string][] = [
  [/^ResourceNotFound/, () => 'check the ids and the region'],
  [
    /^AccessDenied/,
    (operation) => `the guest role needs personalize:${operation}, see snippet/aws-setup.yaml`,
  ],
  [/^NotAuthorized/, () => 'the identity pool must allow guest access'],
  [/Throttl|TooManyRequests|LimitExceeded/, () => 'ask less often or request a higher limit'],
  [/^(InvalidSignature|RequestExpired|RequestTimeTooSkewed)/, () => 'the clock of this device is wrong'],
];

export function toFailure(error: unknown, operation: string): Error {
  const { name, status, firstLine } = readError(error);
  // Not an error of the SDK: the tag was stopped while the request was in flight.
  if (name === STOPPED) return error as Error;
  const message = `${operation}: ${firstLine}`;
  if (name === OWN_FAILURE) return failure('CredentialsError', message);
  if (!status) return failure('OfflineError', `${message}: AWS was not reached`);
  const advice = ADVICE.find(([pattern]) => pattern.test(name))?.[1](operation);
  return failure(name, advice ? `${message} (${advice})` : message);
}
