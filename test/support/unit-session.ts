/** A session whose ids are `session-1`, `session-2`, … in each test. */

import { vi } from 'vitest';
import * as random from '../../src/browser/uuid';
import { createSession } from '../../src/identity/session';
import { createIds, type Texts } from './unit-storage';

const ids = new WeakMap<Texts, () => string>();

/** Sessions with the same storage simulate several tabs. */
export function openSession(storage: Texts, rule: Parameters<typeof createSession>[1]) {
  const begun: string[] = [];
  const uuid = ids.get(storage) ?? createIds('session-');
  ids.set(storage, uuid);
  vi.spyOn(random, 'uuid').mockImplementation(uuid);
  return { ...createSession(storage, rule, (id) => begun.push(id), ''), begun, storage };
}
