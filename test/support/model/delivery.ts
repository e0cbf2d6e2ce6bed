/** The delivery of a tab, composed like in `aws/index`, with the simulated service. */

import type { Later } from '../../../src/browser/later';
import { withLock, withoutLock } from '../../../src/browser/lock';
import type { SiteStorage } from '../../../src/browser/site-storage';
import { createClock } from '../../../src/chunks/aws/clock';
import { createBackOffStore } from '../../../src/chunks/drain/back-off-store';
import { createBridge } from '../../../src/chunks/drain/bridge';
import { createClaims } from '../../../src/chunks/drain/claims';
import { createScheduledDelivery } from '../../../src/chunks/drain/delivery';
import { createDrainer } from '../../../src/chunks/drain/drainer';
import { createPrepareRow } from '../../../src/chunks/drain/prepare-row';
import { idOf, type Row } from '../../../src/core/event';
import type {
  Delivery,
  DeliveryParts,
  RetryReason,
  SendResult,
  Unready,
} from '../../../src/delivery/transport';
import { oldKeys } from '../../../src/outbox/rows';
import type { Life } from './life';
import type { Copy } from './network';
import type { Site } from './site';

/** AWS refuses a signature that is five minutes off. */
const TOO_FAR_OFF_MS = 300_000;

export function createModelDelivery(
  parts: DeliveryParts,
  deps: {
    site: Site;
    life: Life;
    storage: SiteStorage;
    page: EventTarget;
    locks: ReturnType<Site['locks']['of']>;
    uuid: () => string;
    later: Later;
    onSent: (row: Row) => void;
    onRefused: (row: Row, why: string) => void;
    onRetry: (why: RetryReason, message: string, waitMs: number) => void;
  },
): Delivery {
  const { site, life, storage, uuid } = deps;
  const { service, ledger, log, world } = site;
  const { config, rows, visitor } = parts;
  const { now, owner, scope } = parts.page;
  const clock = createClock(storage, now, () => world.time);
  const bridge = createBridge(storage, site.visitor.trackingId, uuid);
  let leaving = false;
  /** When the credentials expire. */
  let credentialsUntil = 0;

  const ask = <T>(put: (answered: (value: T) => void) => void): Promise<T> => {
    if (!life.act()) return new Promise(() => {});
    const asked = new Promise<T>(put);
    life.act();
    return life.answer(asked);
  };

  const prepareRow = createPrepareRow({
    offset: clock.offset,
    now,
    maxAgeDays: config.store.maxAgeDays,
    onTooOld: rows.onDropped,
  });
  const drainer = createDrainer({
    claims: createClaims({
      outbox: parts.outbox,
      old: { range: oldKeys, isOurs: () => true },
      page: parts.page,
      isVisible: () => life.visible,
      prepareRow,
    }),
    page: { now, scope },
    transport: {
      async prepare() {
        if (now() < credentialsUntil && clock.isSure()) return undefined;
        const unready = await ask<Unready | undefined>((answered) => service.prepare(owner, answered));
        if (!unready) clock.learn(site.serverNow());
        if (!unready) credentialsUntil = now() + world.noise(`credentials ${owner}`).between(500, 60_000);
        return unready;
      },
      ready: () => now() < credentialsUntil && clock.isSure(),
      async send(batch) {
        let copies: Copy[] = [];
        const misdated = Math.abs(now() + clock.offset() - site.serverNow()) > TOO_FAR_OFF_MS;
        const tabExists = () => life.state !== 'dead';
        const result = await ask<SendResult>((answered) => {
          copies = service.send(batch, { answered, tab: owner, tabExists, leaving, misdated });
          log(
            `${owner}${leaving ? ', leaving,' : ''} sends ${copies[0]?.nth}: ${copies.map(({ id }) => id)}`,
          );
        });
        log(`${owner} gets the result ${result.kind} of ${copies[0]?.nth}`);
        for (const copy of copies) Object.assign(copy, { answeredAt: world.time, answeredWith: result.kind });
        if (result.kind !== 'retry' || result.why !== 'network') clock.learn(site.serverNow());
        return result;
      },
    },
    locks: {
      withLock: (what, fn) => deps.locks.with(deps.page, () => withLock(what, fn)),
      withoutLock: (fn) => deps.locks.with(deps.page, () => withoutLock(fn)),
    },
    outbox: parts.outbox,
    handlers: {
      prepareRow,
      async onEmpty() {
        const userId = visitor.user();
        const bridged = userId ? bridge.cross(userId, now()) : [];
        for (const row of bridged) ledger.captured({ id: idOf(row), tab: owner, row });
        await Promise.all(bridged.map(rows.store));
        bridge.crossed(bridged);
        return bridged.length > 0;
      },
      onSent(row) {
        bridge.passed(row);
        deps.onSent(row);
      },
      onRefused: deps.onRefused,
    },
  });

  const delivery = createScheduledDelivery({
    parts,
    drainer,
    backOffStore: createBackOffStore(storage, 'the set-up'),
    random: world.noise(`schedule ${owner}`).next,
    later: deps.later,
    onRetry: deps.onRetry,
  });
  const whileLeaving = (fn: () => void) => {
    leaving = true;
    fn();
    leaving = false;
  };
  return {
    ...delivery,
    stored: (rows, likely) => whileLeaving(() => delivery.stored(rows, likely)),
    leave: () => whileLeaving(delivery.leave),
  };
}
