/** An entry of the stored list that is not a session is ignored, and events of the page are sent. */

import { expect, test } from 'vitest';
import { createBridge } from '../../src/chunks/drain/bridge';
import { anna, rowOf } from '../support/unit-rows';
import { createIds, createTexts } from '../support/unit-storage';

for (const text of ['[null]', '[{"sentAt":1699999999}]']) {
  test(`stored as ${text} it is not a session, and causes no error`, () => {
    const bridge = createBridge(createTexts({ 'personalize.anonymous': text }), 'tracker', createIds());
    bridge.passed(rowOf('a0'));
    const crossed = bridge.cross('anna', 1_700_000_000_000).map(({ visitor }) => visitor.sessionId);
    expect(crossed).toEqual([anna.sessionId]);
  });
}
