/** What a report writes to the log and the console, and which listeners are called after unsubscribing. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { createReports } from '../../src/api/reports';
import { setDebug } from '../../src/browser/warn';
import { toReport } from '../../src/core/event';
import { bert, rowOf } from '../support/unit-rows';

let logged: unknown[][] = [];
let warned: string[] = [];
const { log, warn } = console;
beforeEach(() => {
  logged = [];
  warned = [];
  console.log = (...what: unknown[]) => logged.push(what);
  console.warn = (message: string) => warned.push(message);
  setDebug(true);
});
afterEach(() => {
  setDebug(false);
  Object.assign(console, { log, warn });
});

test('each report is logged with its name', () => {
  createReports().emit('sent', { eventId: 'a0' });
  expect(logged).toEqual([['[personalize]', 'sent', { eventId: 'a0' }]]);
});

test('a report without a counter counts nothing', () => {
  const { emit, stats } = createReports();
  const before = structuredClone(stats);
  emit('session', { sessionId: 's' });
  emit('error', { message: 'm' });
  expect(stats).toEqual(before);
});

test('an event that was dropped without a mistake is counted without a warning', () => {
  const { emit, stats } = createReports();
  emit('dropped', { reason: 'unchanged', message: '', eventType: undefined, fields: {} });
  expect([stats.dropped, warned]).toEqual([{ unchanged: 1 }, []]);
});

test('an invalid subscription causes a warning, and calls no listener', () => {
  const { on, emit } = createReports();
  expect(on('sent', 'no function' as never)()).toBeUndefined();
  emit('sent', {});
  expect(warned).toEqual([
    '[personalize] on: not one of stored,sent,refused,retry,dropped,session,consent,error, or no function: ignored',
  ]);
});

test('unsubscribing returns nothing, and does not affect other listeners', () => {
  const { on, emit } = createReports();
  const heard: string[] = [];
  const stop = on('sent', () => heard.push('one'));
  on('sent', () => heard.push('two'));
  expect(stop()).toBeUndefined();
  emit('sent', {});
  expect(heard).toEqual(['two']);
});

test('a row is reported with its fields and its visitor, and a missing row as an empty object', () => {
  expect(toReport(rowOf('a0', bert))).toEqual({
    eventId: 'a0',
    eventType: 'View',
    sentAt: 1_700_000_000,
    ...bert,
  });
  expect([toReport(undefined), toReport({})]).toEqual([{}, {}]);
});
