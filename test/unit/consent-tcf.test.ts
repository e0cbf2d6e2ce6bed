/** IAB TCF: what a platform says at each of its events, and where it is. */

import { expect, test } from 'vitest';
import { browser, useBrowser } from '../support/unit-browser';
import { createTcf, follow, provide, tcData, wait } from '../support/unit-platforms';

useBrowser();

const GRANTED = 'granted tcf (decision)';
const DENIED = 'denied tcf (decision)';

const events: [what: string, data: unknown, expected: string][] = [
  ['all purposes', tcData('useractioncomplete', [1, 5, 6]), GRANTED],
  ['purposes 1 and 5', tcData('tcloaded', [1, 5]), GRANTED],
  ['purposes 1 and 6', tcData('tcloaded', [1, 6]), GRANTED],
  ['purpose 1 alone', tcData('useractioncomplete', [1]), DENIED],
  ['purposes 5 and 6', tcData('useractioncomplete', [5, 6]), DENIED],
  ['no purpose', tcData('tcloaded'), DENIED],
  ['the dialog', tcData('cmpuishown'), 'pending tcf'],
  ['no status', tcData('', [1, 5]), 'pending tcf'],
  ['an unknown status', tcData('other', [1, 5]), 'pending tcf'],
  ['no law', { gdprApplies: false, listenerId: 7 }, 'granted tcf'],
  ['no law yet', tcData('tcloaded', [1, 5], [], { gdprApplies: undefined }), 'pending tcf'],
  ['an odd law', tcData('tcloaded', [1, 5], [], { gdprApplies: 'yes' }), 'pending tcf'],
  ['an error', tcData('tcloaded', [1, 5], [], { cmpStatus: 'error' }), 'pending tcf'],
  ['no purposes object', { ...tcData('tcloaded'), purpose: undefined }, 'pending tcf'],
  ['purposes that are 1', { ...tcData('tcloaded'), purpose: { consents: { 1: 1, 5: 1 } } }, DENIED],
  ['nothing', null, 'pending tcf'],
];
for (const [what, data, expected] of events) {
  test(`${what}: ${expected}`, async () => {
    const { api, tell } = createTcf();
    provide('__tcfapi', api);
    const { said, now } = await follow('tcf');
    for (const _ of [1, 2, 3]) tell(data);
    expect(await now()).toBe(expected);
    expect(said).toHaveLength(expected === 'pending tcf' ? 1 : 2);
  });
}

const rules: [option: object, purposes: number[], vendors: number[], expected: string][] = [
  [{ purposes: [1, 3] }, [1, 3], [], GRANTED],
  [{ purposes: [1, 3] }, [1, 5], [], DENIED],
  [{ purposes: [[2, 4]] }, [4], [], GRANTED],
  [{ vendor: 755 }, [1, 5], [755], GRANTED],
  [{ vendor: 755 }, [1, 5], [7], DENIED],
  [{ vendor: 755 }, [1], [755], DENIED],
];
for (const [tcf, purposes, vendors, expected] of rules) {
  test(`${JSON.stringify(tcf)} with purposes ${purposes}, vendors ${vendors}: ${expected}`, async () => {
    const { api, tell } = createTcf();
    provide('__tcfapi', api);
    const { now } = await follow({ tcf });
    tell(tcData('useractioncomplete', purposes, vendors));
    expect(await now()).toBe(expected);
  });
}

test('the dialog keeps a decision, and a new one replaces it', async () => {
  const { api, tell } = createTcf();
  provide('__tcfapi', api);
  const { said } = await follow('tcf');
  for (const data of [
    tcData('cmpuishown'),
    tcData('useractioncomplete', [1, 5]),
    tcData('cmpuishown', [1, 5]),
    tcData('useractioncomplete'),
    tcData('cmpuishown'),
    tcData('useractioncomplete', [1, 5]),
  ]) {
    tell(data);
    await wait(0);
  }
  expect(said).toEqual(['pending tcf', GRANTED, DENIED, GRANTED]);
});

test('a law that applies after all takes the grant back', async () => {
  const { api, tell } = createTcf();
  provide('__tcfapi', api);
  const { said } = await follow('tcf');
  for (const data of [{ gdprApplies: false }, tcData('cmpuishown'), tcData('useractioncomplete')]) {
    tell(data);
    await wait(0);
  }
  expect(said).toEqual(['pending tcf', 'granted tcf', 'pending tcf', DENIED]);
});

test('a listener that was not registered gives no consent', async () => {
  const { api, tell } = createTcf();
  provide('__tcfapi', api);
  const { now } = await follow('tcf');
  tell(tcData('tcloaded', [1, 5]), false);
  expect(await now()).toBe('pending tcf');
});

for (const ms of [40, 900, 60_000]) {
  test(`a platform that appears after ${ms} ms is found`, async () => {
    const { api, tell, commands } = createTcf();
    const { now } = await follow('tcf');
    await wait(ms);
    provide('__tcfapi', api);
    await wait(60);
    browser.window.fire('load');
    browser.window.fire('load');
    tell(tcData('tcloaded', [1, 5]));
    expect(await now()).toBe(GRANTED);
    expect(commands).toEqual(['addEventListener']);
  });
}

test('a platform that throws is asked once, and does not reach the page', async () => {
  let calls = 0;
  provide('__tcfapi', () => {
    calls++;
    throw new Error('hostile');
  });
  const { said } = await follow('tcf');
  await wait(2000);
  browser.window.fire('load');
  expect([said, calls, browser.warned]).toEqual([['pending tcf'], 1, []]);
});

test('a value whose getters throw gives no consent', async () => {
  const { api, tell } = createTcf();
  provide('__tcfapi', api);
  const { now } = await follow('tcf');
  tell(tcData('tcloaded', [1, 5]));
  expect(await now()).toBe(GRANTED);
  tell({
    get gdprApplies() {
      throw new Error('hostile');
    },
  });
  expect(await now()).toBe('pending tcf');
});

test('stop removes the listener of the platform', async () => {
  const { api, tell, commands } = createTcf();
  provide('__tcfapi', api);
  const { said, stop } = await follow('tcf');
  tell(tcData('cmpuishown'));
  stop();
  tell(tcData('tcloaded', [1, 5]));
  await wait(2000);
  expect(said).toEqual(['pending tcf']);
  expect(commands).toEqual(['addEventListener', 'removeEventListener 7']);
});

test('in an ancestor frame, only its own answers count', async () => {
  const posted: { __tcfapiCall: { command: string; callId: unknown; version: number } }[] = [];
  const platform = {
    frames: { __tcfapiLocator: {} },
    postMessage: (message: (typeof posted)[number]) => void posted.push(message),
  };
  const between = {
    get frames() {
      throw new DOMException('another origin', 'SecurityError');
    },
    parent: platform,
  };
  Object.assign(browser.window, { parent: between });
  const { said, now, stop } = await follow('tcf');
  const { command, callId, version } = posted[0]?.__tcfapiCall ?? {};
  expect([command, version]).toEqual(['addEventListener', 2]);
  const answer = (source: unknown, id = callId, returnValue: unknown = tcData('tcloaded', [1, 5])) =>
    browser.window.fire('message', {
      source,
      data: { __tcfapiReturn: { callId: id, returnValue, success: true } },
    });
  answer(between);
  answer(platform, 'another');
  browser.window.fire('message', { source: platform, data: 'text' });
  browser.window.fire('message', { source: platform, data: null });
  expect(await now()).toBe('pending tcf');
  answer(platform);
  expect(await now()).toBe(GRANTED);
  answer(platform, callId, tcData('useractioncomplete'));
  expect(await now()).toBe(DENIED);
  stop();
  expect(posted.map((each) => each.__tcfapiCall.command)).toEqual([
    'addEventListener',
    'removeEventListener',
  ]);
  answer(platform);
  await now();
  expect(said).toHaveLength(3);
});
