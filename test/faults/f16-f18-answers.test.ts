/** Error answers (F16), missing or partial answers (F17), and answers lost after the events were accepted (F18). */
import { eachInTurn, putEvents } from './support/rounds';
import { expect, scenario } from './support/scenario';

scenario('F16 throttling and failures of the service', { quick: true }, async (stage) => {
  await stage.openWarm();
  await eachInTurn(stage, [
    putEvents('429', { status: 429 }),
    putEvents('429 with Retry-After', { status: 429, headers: { 'Retry-After': '1' } }),
    putEvents('ThrottlingException as 400', { errorType: 'ThrottlingException', status: 400 }),
    putEvents('ThrottlingException as 429', { errorType: 'ThrottlingException', status: 429 }),
    putEvents('500', { errorType: 'InternalFailure', status: 500 }),
    putEvents('502', { status: 502, body: '<html>Bad Gateway</html>' }),
    putEvents('503', { errorType: 'ServiceUnavailable', status: 503 }),
    putEvents('an HTML page instead of an answer', {
      status: 200,
      body: '<html>Sign in to this Wi-Fi</html>',
    }),
  ]);
});

scenario(
  'F16 an outage of many failures in a row causes few requests',
  { requestsAMinute: 25 },
  async (stage) => {
    const { aws, visitor } = stage;
    await stage.open();
    aws.faults({ operation: 'PutEvents', status: 503, times: 'always' });
    for (let n = 0; n < 10; n++) {
      await stage.click();
      if (n % 3 === 2) await visitor.reload();
    }
    await visitor.waitFor(() => window.personalize.stats().retried > 1);
  },
);

scenario('F17 hanging, partial and reset answers', { timeoutMs: 240_000 }, async (stage) => {
  await stage.openWarm();
  await eachInTurn(
    stage,
    [
      putEvents('no answer', { hang: 'before' }),
      putEvents('half an answer', { half: true }),
      putEvents('a reset before the request is executed', { reset: 'before' }),
      putEvents('a reset after it', { reset: 'after' }),
      putEvents('a refusal byte by byte', { errorType: 'ThrottlingException', dripMs: 20 }),
      putEvents('a refusal byte by byte, slower than the timeout', {
        errorType: 'ThrottlingException',
        dripMs: 1000,
      }),
    ],
    40_000,
  );
});

scenario(
  'F18 events are accepted, and the answer is lost',
  { quick: true, timeoutMs: 180_000 },
  async (stage) => {
    const { aws } = stage;
    await stage.openWarm();
    for (const lost of [{ reset: 'after' }, { cors: false }, { half: true }] as const) {
      aws.faults({ operation: 'PutEvents', ...lost });
      const ids = await stage.track(4);
      await aws.until(() => ids.every(stage.arrived), 'the accepted events');
      // The tag received no answer, so it sends the same events again, with the same ids.
      await stage.visitor.waitFor(() => window.personalize.stats().waiting === 0);
    }
    expect(aws.events().length).toBeGreaterThan(new Set(aws.events().map(({ eventId }) => eventId)).size - 1);
  },
);

scenario('F18 events are accepted, and both the answer and the page are lost', {}, async (stage) => {
  const { aws, visitor } = stage;
  for (let round = 0; round < 3; round++) {
    await stage.openWarm();
    aws.faults({ operation: 'PutEvents', hang: 'after' });
    const ids = await stage.track(3);
    await aws.until(() => ids.every(stage.arrived), 'the accepted events');
    await visitor.reload();
  }
});
