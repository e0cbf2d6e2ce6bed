/** A dataset that takes nothing keeps nobody else waiting, however much of it waits. */

import { expect, test } from 'vitest';
import type { RecordRow } from '../../src/event';
import { toWaiting } from '../../src/outbox/rows';
import { names, waitingRows } from '../support/unit-rows';
import { newSite, openTab } from '../support/unit-tab';
import { createTimers } from '../support/unit-timers';
import { delivered, disabled, scripted } from '../support/unit-transport';

const { now } = createTimers();

const records = (kind: RecordRow['kind'], count: number) =>
  Array.from({ length: count }, (_, index) =>
    toWaiting({
      v: 1,
      kind,
      id: `${kind}${index}`,
      capturedAt: 1_700_000_000_000,
      datasetArn: `the ${kind}s`,
      body: { [`${kind}Id`]: `${kind}${index}`, properties: '{"a":1}' } as RecordRow['body'],
    }),
  );

test('thirty items that cannot go out: events and users go', async () => {
  newSite();
  const transport = scripted((ids) => (ids[0]?.startsWith('item') ? disabled : delivered));
  const tab = openTab('tab', transport, now);
  await tab.outbox.add([...records('item', 30), ...records('user', 12), ...waitingRows('a', 12)]);
  expect(await tab.drain()).toMatchObject({ kind: 'busy' });
  expect(tab.sent.sort()).toEqual([...names('a', 0, 12), ...names('user', 0, 12)].sort());
  // One request found out.
  expect(transport.requests.filter(([id]) => id?.startsWith('item'))).toHaveLength(1);
});
