/** The expected answer of each operation: anything else with the status 200 is not accepted as an answer of AWS. */

import { afterEach, expect, test } from 'vitest';
import { createFetchHandler } from '../../src/chunks/aws/fetch-handler';
import { overNetwork } from '../support/unit-network';
import { createTexts } from '../support/unit-storage';

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

async function ask(operation: string, text: string | null, status = 200) {
  const dates: number[] = [];
  globalThis.fetch = (async (url: string) =>
    overNetwork(
      new Response(text, { status, headers: { date: new Date().toUTCString() } }),
      url,
    )) as typeof fetch;
  const isPath = operation.startsWith('/');
  const answer = await createFetchHandler((at) => dates.push(at), {}, createTexts())
    .handle({
      protocol: 'https:',
      hostname: 'aws.example',
      path: isPath ? operation : '/',
      method: 'POST',
      headers: isPath ? {} : { 'x-amz-target': `AWSCognitoIdentityService.${operation}` },
      body: '{}',
    })
    .then(
      ({ response }) => response.statusCode,
      (error: Error) => error.message,
    );
  // The date of a rejected answer is not used.
  expect(dates.length).toBe(answer === NONE ? 0 : 1);
  return answer;
}

const NONE = 'the response is not from AWS';
const keys = { AccessKeyId: 'AKID', SecretKey: 'secret', SessionToken: 'token' };
const without = (name: string) => ({ Credentials: { ...keys, [name]: undefined } });

const answers: [operation: string, good: object, bad: object[]][] = [
  ['GetId', { IdentityId: 'us-east-1:1' }, [{ IdentityId: 7 }, { IdentityId: '' }]],
  [
    'GetCredentialsForIdentity',
    { IdentityId: 'us-east-1:1', Credentials: keys },
    [
      ...Object.keys(keys).map(without),
      { Credentials: null },
      { Credentials: 'AKID' },
      { Credentials: { ...keys, SecretKey: 1 } },
    ],
  ],
  ...(['/recommendations', '/aws/recommendations?a=/b'] as const).map((path): [string, object, object[]] => [
    path,
    { recommendationId: 'RID', itemList: [] },
    [
      { recommendationId: 'RID' },
      { itemList: [] },
      { recommendationId: 'RID', itemList: {} },
      { recommendationId: 1, itemList: [] },
    ],
  ]),
  [
    '/personalize-ranking',
    { recommendationId: 'RID', personalizedRanking: [{ itemId: '1' }] },
    [{ recommendationId: 'RID', itemList: [] }, { personalizedRanking: [] }],
  ],
];

for (const [operation, good, bad] of answers) {
  test(`${operation} accepts an answer with its members, and no other`, async () => {
    expect(await ask(operation, JSON.stringify(good))).toBe(200);
    expect(await ask(operation, JSON.stringify(good), 201)).toBe(NONE);
    expect(await ask(operation, null, 204)).toBe(NONE);
    for (const text of [
      '',
      '{}',
      '[]',
      'null',
      '7',
      '"text"',
      '<html>',
      ...bad.map((each) => JSON.stringify(each)),
    ]) {
      expect(await ask(operation, text), text).toBe(NONE);
    }
  });
}

for (const path of ['/events', '/users', '/items', '/aws/events']) {
  test(`${path} accepts only an empty answer with the status 200`, async () => {
    expect(await ask(path, '')).toBe(200);
    for (const text of ['{}', ' ', 'null', '<html>']) expect(await ask(path, text), text).toBe(NONE);
    for (const status of [201, 202, 204, 205]) expect(await ask(path, null, status), `${status}`).toBe(NONE);
  });
}

test('an error is accepted with any body', async () => {
  for (const text of ['', '{}', '<html>']) {
    for (const operation of ['GetId', '/events', '/recommendations']) {
      expect(await ask(operation, text, 503)).toBe(503);
    }
  }
});
