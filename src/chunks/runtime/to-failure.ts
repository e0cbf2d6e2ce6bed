/** What an error of the SDK means to the page: its name to tell by, and what to do about it. */

import { failure } from '../../browser/failure';
import { OWN_FAILURE } from '../aws/call-page-function';
import { STOPPED } from '../aws/fetch-handler';
import { readError } from '../aws/sdk-error';

/** The names of errors, and what to do. */
const ADVICE: readonly [RegExp, (operation: string) => string][] = [
  [/^ResourceNotFound/, () => 'check the ids and the region'],
  [
    /^AccessDenied/,
    (operation) => `the guest role needs personalize:${operation}, see snippet/aws-setup.yaml`,
  ],
  [/^NotAuthorized/, () => 'the identity pool must let guests in'],
  [/Throttl|TooManyRequests|LimitExceeded/, () => 'ask less often, or have the limit raised'],
  [/^(InvalidSignature|RequestExpired|RequestTimeTooSkewed)/, () => 'the clock of this device is wrong'],
];

export function toFailure(error: unknown, operation: string): Error {
  const { name, status, firstLine } = readError(error);
  // The tag's own: it was stopped meanwhile.
  if (name === STOPPED) return error as Error;
  const said = `${operation}: ${firstLine}`;
  if (name === OWN_FAILURE) return failure('CredentialsError', said);
  if (!status) return failure('OfflineError', `${said}: AWS was not reached`);
  const advice = ADVICE.find(([pattern]) => pattern.test(name))?.[1](operation);
  return failure(name, advice ? `${said} (${advice})` : said);
}
