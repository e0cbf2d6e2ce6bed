/**
 * What each operation answers where it succeeds, as far as it is used. The SDK takes `{}` for an answer to all of them:
 * a list without items would be kept, and an event that nobody has would be removed.
 */

import { isRecord } from '../../core/limits';

type Answer = Record<string, unknown>;

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

const isList =
  (name: string) =>
  (answer: Answer): boolean =>
    isText(answer.recommendationId) && Array.isArray(answer[name]);

/** By the name in `x-amz-target`, or the last part of the path. */
const SHAPES: Record<string, (answer: Answer) => boolean> = {
  GetId: ({ IdentityId }) => isText(IdentityId),
  GetCredentialsForIdentity: ({ Credentials: given }) =>
    isRecord(given) && ['AccessKeyId', 'SecretKey', 'SessionToken'].every((name) => isText(given[name])),
  recommendations: isList('itemList'),
  'personalize-ranking': isList('personalizedRanking'),
};

/** Whether this is what the request is answered with where it succeeds. */
export function isExpectedResponse(
  { headers, path }: { headers: Record<string, string>; path: string },
  status: number,
  text: string,
): boolean {
  const name = headers['x-amz-target']?.split('.').pop() ?? path.split('?')[0]?.split('/').pop() ?? '';
  const shape = SHAPES[name];
  if (status !== 200) return false;
  // PutEvents, PutUsers and PutItems answer with nothing.
  if (!shape) return !text;
  try {
    const answer = JSON.parse(text);
    return isRecord(answer) && shape(answer);
  } catch {
    return false;
  }
}
