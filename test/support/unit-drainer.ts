/** A drainer with a real outbox and replaceable parts, which records its reports. */

import { createClaims } from '../../src/chunks/drain/claims';
import { createDrainer } from '../../src/chunks/drain/drainer';
import { openOutbox } from './unit-outbox';
import { HERE, idOf } from './unit-rows';
import type { scripted } from './unit-transport';

export function openDrainer(
  transport: ReturnType<typeof scripted>,
  more: Partial<Parameters<typeof createDrainer>[0]> = {},
) {
  const outbox = openOutbox();
  const now = () => 1_700_000_000_000;
  const reported: string[] = [];
  const drainer = createDrainer({
    claims: createClaims({ ...HERE, use: outbox.use, owner: 'tab', now, isVisible: () => true }),
    transport,
    withLock: (_, fn) => fn(() => true),
    withoutLock: (fn) => fn(() => true),
    scope: {},
    outbox,
    prepareRow: (row) => row,
    now,
    onEmpty: () => Promise.resolve(false),
    onSent: (row) => reported.push(`sent ${idOf(row)}`),
    onRefused() {},
    ...more,
  });
  return Object.assign(drainer, { outbox, reported });
}
