/** The oracle of the fault tests finds every kind of breach. */
import { expect, test } from 'vitest';
import { type Evidence, judge } from '../faults/support/oracle';
import type { AcceptedEvent, RequestRecord } from '../support/local-aws';

const bounds = { meanCopies: 1.5, requestsAMinute: 2, credentialsAMinute: 1 };

const event = (itemId: string, more: Partial<AcceptedEvent> = {}): AcceptedEvent => ({
  trackingId: 't',
  sessionId: 's',
  eventId: `id of ${itemId}`,
  eventType: 'Click',
  sentAt: 1,
  itemId,
  requestId: 'r',
  receivedAt: 0,
  latencyMs: 0,
  ...more,
});

const request = (operation: string, receivedAt: number): RequestRecord => ({
  requestId: '',
  operation,
  method: 'POST',
  path: '/',
  status: 200,
  bytes: 0,
  receivedAt,
  ms: 0,
  headers: {},
  body: '',
});

const breachesOf = (evidence: Partial<Evidence>): string[] =>
  judge(
    {
      occurred: new Set(['a', 'b']),
      mayLose: () => false,
      setAside: new Set(),
      accepted: [event('a'), event('b')],
      requests: [],
      waiting: 0,
      ...evidence,
    },
    bounds,
  ).breaches;

test('all events, once each: no breach', () => {
  expect(breachesOf({})).toEqual([]);
});

const found: Record<string, [Partial<Evidence>, string]> = {
  'a lost event': [{ accepted: [event('a')] }, 'I1: lost b'],
  'an invented event': [{ occurred: new Set(['a']) }, 'I2: invented b'],
  'one occurrence under two ids': [
    { accepted: [event('a'), event('b'), event('b', { eventId: 'other' })] },
    'I2: b arrived with several event ids: id of b,other',
  ],
  'a copy that differs': [
    { accepted: [event('a'), event('b'), event('b', { sentAt: 2 })] },
    'I3: copies differ',
  ],
  'too many requests in a minute': [
    { requests: [0, 1, 59_999].map((at) => request('PutEvents', at)) },
    'I5: 3 PutEvents in one minute, at most 2',
  ],
  'too many calls for credentials': [
    { requests: [0, 1].map((at) => request('GetCredentialsForIdentity', at)) },
    'I5: 2 calls for credentials in one minute, at most 1',
  ],
  'pending events': [{ waiting: 3 }, 'I6: 3 events still pending'],
  'too many copies': [
    { accepted: [event('a'), event('b'), event('b'), event('b')] },
    'I7: 2 copies per id, at most 1.5',
  ],
};

for (const [what, [evidence, breach]] of Object.entries(found)) {
  test(`found: ${what}`, () => {
    expect(breachesOf(evidence)).toEqual([expect.stringContaining(breach)]);
  });
}

test('not a breach: an event that a scenario may lose, a dead letter, and requests that are a minute apart', () => {
  expect(breachesOf({ accepted: [event('a')], mayLose: (id) => id === 'b' })).toEqual([]);
  expect(breachesOf({ accepted: [event('a')], setAside: new Set(['b']) })).toEqual([]);
  expect(breachesOf({ requests: [0, 1, 60_001].map((at) => request('PutEvents', at)) })).toEqual([]);
});
