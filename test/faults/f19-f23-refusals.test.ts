/** Refusals: of one event (F19), of the credentials (F20), of the preflight (F21), and by Cognito (F23). */
import { isWhole } from './support/extent';
import { eachInTurn, putEvents, type Round } from './support/rounds';
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';
import { databaseName, rewriteRows } from './support/store';

scenario('F19 one invalid event among ten', { quick: true }, async (stage) => {
  const { aws, visitor } = stage;
  for (const bad of isWhole ? [0, 4, 9] : [4]) {
    await aws.down();
    await stage.open();
    const ids = await stage.track(10);
    // Like a row written by a version with another limit.
    const makeInvalid = `(row) => row.body.itemId === '${ids[bad]}' ? { ...row, body: { ...row.body, eventType: 'x'.repeat(300) } } : undefined`;
    expect(await visitor.evaluate(rewriteRows, databaseName, makeInvalid)).toBeGreaterThanOrEqual(10);
    // Leave the page, so that its own retries do not count.
    await visitor.open('/away.html');
    await aws.up();
    const before = aws.requests('PutEvents').length;
    await stage.open();
    const good = ids.filter((_, at) => at !== bad);
    // The outage left a back-off that a reload does not end. A manual flush ends it.
    await visitor.evaluate(() => void window.personalize.flush());
    await aws.until(() => good.every(stage.arrived), 'the nine others', 40_000);
    await visitor.waitFor(() => refusals.length === 1);
    expect(await visitor.evaluate(() => refusals.map(({ itemId }) => itemId))).toEqual([ids[bad]]);
    expect(aws.requests('PutEvents').length - before, 'requests').toBeLessThanOrEqual(8);
    // This page is left before the recovery visit reads the dead letters.
    stage.excuse((id) => id === ids[bad]);
  }
});

scenario('F20 the token expires', { quick: true }, async (stage) => {
  await stage.openWarm();
  stage.aws.expireCredentials();
  const before = stage.aws.requests('PutEvents').length;
  const ids = await stage.track(3);
  await stage.aws.until(() => ids.every(stage.arrived), 'the events');
  expect(stage.aws.requests('PutEvents').length - before, 'one renewal').toBeLessThanOrEqual(2);
});

scenario('F20 a bad signature, an unknown key: one renewal each', {}, async (stage) => {
  await stage.openWarm();
  await eachInTurn(stage, [
    putEvents('unknown key', { errorType: 'UnrecognizedClientException' }),
    putEvents('expired', { errorType: 'ExpiredTokenException' }),
    putEvents('no signature', { errorType: 'MissingAuthenticationTokenException' }),
    putEvents('bad signature', { errorType: 'InvalidSignatureException' }),
  ]);
});

/** A person fixes the error. At the next visit five minutes have passed, so the circuit breaker half-opens. */
const halfOpen = async (stage: Stage): Promise<void> => {
  stage.aws.clearFaults();
  stage.later(6 * 60_000);
  await stage.open();
  await stage.untilAllArrived(30_000);
};

/** Only a person can fix these errors: few requests are sent, and all events are kept. */
const denied = {
  'access denied': { errorType: 'AccessDeniedException' },
  'an unknown tracker': { errorType: 'InvalidInputException', message: 'Invalid trackingId' },
} as const;

for (const [what, fault] of Object.entries(denied)) {
  scenario(`F20 ${what}: few requests, all events are kept`, { requestsAMinute: 10 }, async (stage) => {
    const { aws, visitor } = stage;
    await stage.openWarm();
    aws.faults({ operation: 'PutEvents', times: 'always', ...fault });
    for (let n = 0; n < 8; n++) await stage.click();
    await stage.track(12);
    await visitor.waitFor(() => window.personalize.stats().retried > 0);
    await stage.click();
    expect(await visitor.evaluate(() => window.personalize.stats().waiting)).toBe(21);
    await halfOpen(stage);
  });
}

const preflights = (what: string, fault: Omit<Round['orders'][0], 'operation'>): Round => ({
  what,
  orders: [{ operation: 'PutEvents', preflight: true, ...fault }],
});

scenario('F21 preflights are refused, slow, and never cached', {}, async (stage) => {
  const { aws } = stage;
  // Engines cache a successful preflight for minutes, so caching is turned off.
  const uncached = { preflight: true, headers: { 'Access-Control-Max-Age': '0' } } as const;
  aws.faults({ operation: '*', times: 'always', ...uncached });
  await stage.openWarm();
  aws.clearFaults();
  await eachInTurn(stage, [
    preflights('refused', { status: 403 }),
    preflights('without headers', { cors: false }),
    preflights('slow', { delayMs: 2000 }),
    preflights('reset', { reset: true }),
  ]);
  aws.faults({ operation: '*', times: 'always', ...uncached });
  await stage.track(25);
  await stage.untilAllArrived();
});

const cognito = (what: string, operation: string, fault: object): Round => ({
  what,
  orders: [{ operation, ...fault } as Round['orders'][0]],
});

scenario(
  'F23 Cognito fails, throttles and hangs',
  { timeoutMs: 240_000, credentialsAMinute: 20 },
  async (stage) => {
    const { aws } = stage;
    const operations = ['GetId', 'GetCredentialsForIdentity'];
    const rounds = operations.flatMap((operation) => [
      cognito(`500 to ${operation}`, operation, { errorType: 'InternalErrorException', status: 500 }),
      cognito(`throttled ${operation}`, operation, { errorType: 'TooManyRequestsException' }),
      cognito(`${operation} hangs`, operation, { hang: true }),
      cognito(`${operation} is reset`, operation, { reset: true }),
    ]);
    for (const round of rounds) {
      await fetch(`${aws.url}/_local/cognito`, {
        method: 'POST',
        body: JSON.stringify({ expireCredentials: true, forgetIdentities: true }),
      });
      await stage.open();
      await eachInTurn(stage, [round], 45_000);
    }
  },
);

for (const [what, fault] of Object.entries({
  'is not authorised': { operation: 'GetCredentialsForIdentity', errorType: 'NotAuthorizedException' },
  'does not know the pool': { operation: 'GetId', errorType: 'ResourceNotFoundException' },
})) {
  scenario(`F23 Cognito ${what}: all events are kept`, { credentialsAMinute: 8 }, async (stage) => {
    await stage.open();
    stage.aws.faults({ times: 'always', ...fault });
    await stage.track(3);
    for (let n = 0; n < 5; n++) await stage.click();
    await stage.visitor.waitFor(() => window.personalize.stats().retried > 0);
    await halfOpen(stage);
  });
}

scenario('F23 the identity is deleted', { quick: true }, async (stage) => {
  const { aws } = stage;
  await stage.openWarm();
  await fetch(`${aws.url}/_local/cognito`, {
    method: 'POST',
    body: JSON.stringify({ expireCredentials: true, forgetIdentities: true }),
  });
  await stage.click();
  await stage.untilAllArrived(30_000);
});
