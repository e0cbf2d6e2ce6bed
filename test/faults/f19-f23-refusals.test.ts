/** What a service refuses: one event (F19), the visitor's right to send (F20), the preflight (F21), and Cognito (F23). */
import { isWhole } from './support/extent';
import { eachInTurn, putEvents, type Round } from './support/rounds';
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';
import { databaseName, rewriteRows } from './support/store';

scenario('F19 one poisoned event among ten', { quick: true }, async (stage) => {
  const { aws, visitor } = stage;
  for (const bad of isWhole ? [0, 4, 9] : [4]) {
    await aws.down();
    await stage.open();
    const ids = await stage.track(10);
    // A row of a version that knew another limit.
    const poison = `(row) => row.body.itemId === '${ids[bad]}' ? { ...row, body: { ...row.body, eventType: 'x'.repeat(300) } } : undefined`;
    expect(await visitor.evaluate(rewriteRows, databaseName, poison)).toBeGreaterThanOrEqual(10);
    // What this page would still try counts for nobody.
    await visitor.open('/away.html');
    await aws.up();
    const before = aws.requests('PutEvents').length;
    await stage.open();
    const good = ids.filter((_, at) => at !== bad);
    // The outage before has left a back-off behind, which a reload does not end, and a flush by hand does.
    await visitor.evaluate(() => void window.personalize.flush());
    await aws.until(() => good.every(stage.arrived), 'the nine others', 40_000);
    await visitor.waitFor(() => refusals.length === 1);
    expect(await visitor.evaluate(() => refusals.map(({ itemId }) => itemId))).toEqual([ids[bad]]);
    expect(aws.requests('PutEvents').length - before, 'requests').toBeLessThanOrEqual(8);
    // Its page is left before the recovery visit asks.
    stage.excuse((id) => id === ids[bad]);
  }
});

scenario('F20 the token expires', { quick: true }, async (stage) => {
  await stage.openWarm();
  stage.aws.expireCredentials();
  const before = stage.aws.requests('PutEvents').length;
  const ids = await stage.track(3);
  await stage.aws.until(() => ids.every(stage.arrived), 'they arrive');
  expect(stage.aws.requests('PutEvents').length - before, 'one repair').toBeLessThanOrEqual(2);
});

scenario('F20 a bad signature, an unknown key: one repair each', {}, async (stage) => {
  await stage.openWarm();
  await eachInTurn(stage, [
    putEvents('unknown key', { errorType: 'UnrecognizedClientException' }),
    putEvents('expired', { errorType: 'ExpiredTokenException' }),
    putEvents('no signature', { errorType: 'MissingAuthenticationTokenException' }),
    putEvents('bad signature', { errorType: 'InvalidSignatureException' }),
  ]);
});

/** A person has mended it, and the breaker half-opens by itself: five minutes are over for the visitor who comes back. */
const halfOpen = async (stage: Stage): Promise<void> => {
  stage.aws.clearFaults();
  stage.later(6 * 60_000);
  await stage.open();
  await stage.untilAllArrived(30_000);
};

/** No one but a person can help here: hardly any request goes out, and all is kept. */
const denied = {
  'access denied': { errorType: 'AccessDeniedException' },
  'an unknown tracker': { errorType: 'InvalidInputException', message: 'Invalid trackingId' },
} as const;

for (const [what, fault] of Object.entries(denied)) {
  scenario(`F20 ${what}: few requests, all is kept`, { requestsAMinute: 10 }, async (stage) => {
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

scenario('F21 preflights refused, slow, and never kept', {}, async (stage) => {
  const { aws } = stage;
  // Engines keep a good one for minutes: there must be none.
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
  scenario(`F23 Cognito ${what}: all is kept`, { credentialsAMinute: 8 }, async (stage) => {
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
