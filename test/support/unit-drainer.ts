/** A drainer with a real outbox and replaceable parts, which records its reports. */

import { createClaims } from '../../src/chunks/drain/claims';
import type { Locks } from '../../src/chunks/drain/drain-lock';
import { createDrainer, type DrainerDeps, type RowHandlers } from '../../src/chunks/drain/drainer';
import { openOutbox } from './unit-outbox';
import { HERE, idOf } from './unit-rows';
import type { scripted } from './unit-transport';

export function openDrainer(
  transport: ReturnType<typeof scripted>,
  more: Partial<
    Pick<DrainerDeps, 'claims'> & Locks & Pick<RowHandlers, 'prepareRow' | 'onEmpty'> & { now: () => number }
  > = {},
) {
  const outbox = openOutbox();
  const now = () => 1_700_000_000_000;
  const reported: string[] = [];
  const drainer = createDrainer({
    claims: createClaims({ ...HERE, outbox, page: { owner: 'tab', now }, isVisible: () => true }),
    transport,
    locks: { withLock: (_, fn) => fn(() => true), withoutLock: (fn) => fn(() => true), ...more },
    page: { now, scope: {}, ...more },
    outbox,
    handlers: {
      prepareRow: (row) => row,
      onEmpty: () => Promise.resolve(false),
      onSent: (row) => reported.push(`sent ${idOf(row)}`),
      onRefused() {},
      ...more,
    },
    ...more,
  });
  return Object.assign(drainer, { outbox, reported });
}
