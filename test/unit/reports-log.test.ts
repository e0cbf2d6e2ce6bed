/** What a report leaves in the log and on the console, and who is called after unsubscribing. */

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

test('each report is in the log with its name', () => {
  createReports().emit('sent', { eventId: 'a0' });
  expect(logged).toEqual([['[personalize]', 'sent', { eventId: 'a0' }]]);
});

test('a report that has no counter counts nothing', () => {
  const { emit, stats } = createReports();
  const before = structuredClone(stats);
  emit('session', { sessionId: 's' });
  emit('error', { message: 'm' });
  expect(stats).toEqual(before);
});

test('what was dropped by no mistake is counted and not told', () => {
  const { emit, stats } = createReports();
  emit('dropped', { reason: 'unchanged', message: '', eventType: undefined, fields: {} });
  expect([stats.dropped, warned]).toEqual([{ unchanged: 1 }, []]);
});

test('a subscription that is none is told, and calls nobody', () => {
  const { on, emit } = createReports();
  expect(on('sent', 'no function' as never)()).toBeUndefined();
  emit('sent', {});
  expect(warned).toEqual([
    '[personalize] on: not one of stored,sent,refused,retry,dropped,session,error, or no function: ignored',
  ]);
});

test('to unsubscribe gives nothing back, and leaves the others', () => {
  const { on, emit } = createReports();
  const heard: string[] = [];
  const stop = on('sent', () => heard.push('one'));
  on('sent', () => heard.push('two'));
  expect(stop()).toBeUndefined();
  emit('sent', {});
  expect(heard).toEqual(['two']);
});

test('a row is reported as its fields and whose they are, and no row as nothing', () => {
  expect(toReport(rowOf('a0', bert))).toEqual({
    eventId: 'a0',
    eventType: 'View',
    sentAt: 1_700_000_000,
    ...bert,
  });
  expect([toReport(undefined), toReport({})]).toEqual([{}, {}]);
});
