/** A journal for tests of the outbox that have nothing to do with leaving a page. */

import type { Journal } from '../../src/outbox/journal';

export const noJournal: Journal = { read: () => [], add() {}, remove() {} };
