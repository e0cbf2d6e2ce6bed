/** A member of the remembered list that is no session must not cost the events of the page. */

import { expect, test } from 'vitest';
import { createBridge } from '../../src/chunks/drain/bridge';
import { anna, rowOf } from '../support/unit-rows';
import { createIds, createTexts } from '../support/unit-storage';

for (const text of ['[null]', '[{"sentAt":1699999999}]']) {
  test(`what stands there as ${text} is no session, and stops nothing`, () => {
    const bridge = createBridge(createTexts({ 'personalize.anonymous': text }), 'tracker', createIds());
    bridge.passed(rowOf('a0'));
    const crossed = bridge.cross('anna', 1_700_000_000_000).map(({ visitor }) => visitor.sessionId);
    expect(crossed).toEqual([anna.sessionId]);
  });
}
