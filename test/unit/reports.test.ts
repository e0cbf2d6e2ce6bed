/** Listeners are called until they unsubscribe, and an error of one affects no other. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { createReports } from '../../src/api/reports';
import { anna, rowOf } from '../support/unit-rows';

const report = (id: string) => ({ ...rowOf(id).body, ...anna });
let warned: string[] = [];
const { warn } = console;
beforeEach(() => {
  warned = [];
  console.warn = (message: string) => warned.push(message);
});
afterEach(() => {
  console.warn = warn;
});

test('each listener is called for its reports until it unsubscribes', () => {
  const { on, emit } = createReports();
  const heard: string[] = [];
  const stop = on('sent', ({ eventId }) => heard.push(`one ${eventId}`));
  on('sent', ({ eventId }) => heard.push(`two ${eventId}`));
  on('stored', ({ eventId }) => heard.push(`stored ${eventId}`));
  emit('sent', report('a0'));
  stop();
  stop();
  emit('sent', report('a1'));
  expect(heard).toEqual(['one a0', 'two a0', 'two a1']);
});

test('a listener that throws affects neither other listeners nor the caller', () => {
  const { on, emit } = createReports();
  const heard: string[] = [];
  on('sent', () => {
    throw new Error('of the page');
  });
  on('sent', ({ eventId }) => heard.push(`${eventId}`));
  emit('sent', report('a0'));
  expect(heard).toEqual(['a0']);
  expect(warned).toEqual(['[personalize] unexpected: of the page']);
});

test('a listener can unsubscribe and subscribe others while it is called', () => {
  const { on, emit } = createReports();
  const heard: string[] = [];
  const stop = on('sent', () => {
    heard.push('first');
    stop();
    on('sent', () => heard.push('later'));
  });
  on('sent', () => heard.push('second'));
  emit('sent', report('a0'));
  expect(heard).toEqual(['first', 'second']);
  emit('sent', report('a1'));
  expect(heard).toEqual(['first', 'second', 'second', 'later']);
});

test('reports are counted, and dropped events by their reason', () => {
  const { emit, stats } = createReports();
  emit('stored', report('a0'));
  emit('stored', report('a1'));
  emit('sent', report('a0'));
  emit('refused', { ...report('a1'), why: 'bad' });
  emit('retry', { why: 'server', message: '500', waitMs: 5 });
  for (const reason of ['itemId', 'held', 'itemId']) {
    emit('dropped', { reason, message: `dropped: ${reason}`, eventType: 'View', fields: {} });
  }
  expect(stats).toMatchObject({
    stored: 2,
    sent: 1,
    refused: 1,
    retried: 1,
    dropped: { itemId: 2, held: 1 },
  });
  expect(warned).toEqual(['[personalize] dropped: itemId', '[personalize] dropped: held']);
});

test('an unknown name or a missing function causes a warning and still returns a function', () => {
  const { on } = createReports();
  on('toString' as never, () => {})();
  on('sent', undefined as never)();
  expect(warned).toEqual([expect.stringMatching(/^\[personalize\] on: /)]);
});
