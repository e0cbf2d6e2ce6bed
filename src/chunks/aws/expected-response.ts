/**
 * Describes what each operation returns on success, as far as the tag uses it. The SDK accepts `{}` as a response of
 * all of them: a list without items would be cached, and an event that did not arrive would be removed.
 */

import { isRecord } from '../../core/limits';

type Answer = Record<string, unknown>;

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

const isList =
  (name: string) =>
  (answer: Answer): boolean =>
    isText(answer.recommendationId) && Array.isArray(answer[name]);

/** By the name in `x-amz-target`, or by the last part of the path. */
const SHAPES: Record<string, (answer: Answer) => boolean> = {
  GetId: ({ IdentityId }) => isText(IdentityId),
  GetCredentialsForIdentity: ({ Credentials: given }) =>
    isRecord(given) && ['AccessKeyId', 'SecretKey', 'SessionToken'].every((name) => isText(given[name])),
  recommendations: isList('itemList'),
  'personalize-ranking': isList('personalizedRanking'),
};

/** True if the response is what this request returns on success. */
export function isExpectedResponse(
  { headers, path }: { headers: Record<string, string>; path: string },
  status: number,
  text: string,
): boolean {
  const name = headers['x-amz-target']?.split('.').pop() ?? path.split('?')[0]?.split('/').pop() ?? '';
  const shape = SHAPES[name];
  if (status !== 200) return false;
  // PutEvents, PutUsers and PutItems return an empty body.
  if (!shape) return !text;
  try {
    const answer = JSON.parse(text);
    return isRecord(answer) && shape(answer);
  } catch {
    return false;
  }
}
