import {
  PersonalizeEventsClient,
  PutEventsCommand,
  PutItemsCommand,
} from '@aws-sdk/client-personalize-events';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-provider-cognito-identity';
import { expect, test } from 'vitest';
import { type LocalAws, startLocalAws } from '../../demo/local-aws/server.js';
import { closedPool, guestPool, itemsArn, trackingId } from './local-aws-client.js';

/** The SDK of the tag, configured with nothing but the address of the local AWS. */
const clientOf = (aws: LocalAws, { pool = guestPool, maxAttempts = 1 } = {}) => {
  const region = 'us-east-1';
  // The identity cache of the SDK is global, so it would still be used for the next local AWS.
  const identities = new Map<string, string>();
  const cache = {
    getItem: (name: string) => identities.get(name) ?? null,
    setItem: (name: string, value: string) => void identities.set(name, value),
    removeItem: (name: string) => void identities.delete(name),
  };
  return new PersonalizeEventsClient({
    region,
    endpoint: aws.url,
    maxAttempts,
    credentials: fromCognitoIdentityPool({
      identityPoolId: pool,
      cache,
      clientConfig: { region, endpoint: aws.url, maxAttempts },
    }),
  });
};

const withSdk = async (run: (aws: LocalAws) => Promise<void>) => {
  const aws = await startLocalAws();
  try {
    await run(aws);
  } finally {
    await aws.close();
  }
};

const event = (properties?: Record<string, unknown>) => ({
  eventId: 'e-1',
  eventType: 'View',
  itemId: 'žluťoučký-🐎',
  sentAt: new Date('2026-01-02T12:00:00.123Z'),
  ...(properties && { properties: JSON.stringify(properties) }),
});

const commandOf = (...eventList: ReturnType<typeof event>[]) =>
  new PutEventsCommand({ trackingId, sessionId: 's-1', eventList });

test('the AWS SDK for JavaScript sends requests, signed with credentials of this Cognito', () =>
  withSdk(async (aws) => {
    const client = clientOf(aws);
    const sent = await client.send(commandOf(event({ colour: 'blue' })));
    expect(sent.$metadata.httpStatusCode).toBe(200);
    const items = [{ itemId: 'i-1', properties: '{"price":1}' }];
    await client.send(new PutItemsCommand({ datasetArn: itemsArn, items }));
    expect(aws.state.requests.map(({ operation, status }) => [operation, status])).toEqual([
      ['GetId', 200],
      ['GetCredentialsForIdentity', 200],
      ['PutEvents', 200],
      ['PutItems', 200],
    ]);
    expect(aws.state.events).toMatchObject([
      {
        eventId: 'e-1',
        itemId: 'žluťoučký-🐎',
        sentAt: 1_767_355_200.123,
        properties: '{"colour":"blue"}',
        requestId: sent.$metadata.requestId,
      },
    ]);
    expect([...aws.state.items.keys()]).toEqual(['i-1']);
  }));

test('the SDK recognizes refusals by their names', () =>
  withSdk(async (aws) => {
    const client = clientOf(aws);
    await expect(client.send(commandOf(event({ sessionId: 'x' })))).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: "The property name 'sessionId' at 'eventList.1.member.properties' is reserved",
      $metadata: { httpStatusCode: 400 },
    });
    for (const errorType of ['ThrottlingException', 'ExpiredTokenException', 'AccessDeniedException']) {
      aws.fault({ operation: 'PutEvents', errorType });
      await expect(client.send(commandOf(event()))).rejects.toMatchObject({ name: errorType });
    }
    await expect(clientOf(aws, { pool: closedPool }).send(commandOf(event()))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Unauthenticated access is not supported for this identity pool.',
    });
    expect(aws.state.events).toEqual([]);
  }));

test('the SDK sets its clock by the date of an answer', () =>
  withSdk(async (aws) => {
    const client = clientOf(aws, { maxAttempts: 2 });
    aws.fault({ operation: 'PutEvents', times: 'always', clockOffsetMs: -1_200_000 });
    await client.send(commandOf(event()));
    expect(aws.state.requests.slice(2).map(({ status, errorType }) => [status, errorType])).toEqual([
      [403, 'InvalidSignatureException'],
      [200, undefined],
    ]);
  }));
