/**
 * Credentials until five minutes before they expire, on the corrected clock: a guest's from the identity pool, kept
 * where all pages of the site find them; a signed-in visitor's and the page's own in this page's memory alone.
 */

import type { SiteStorage } from '../browser/site-storage';
import type { Config } from '../config';
import type { UserId } from '../event';
import type { Clock } from './clock';
import type { FetchHandler } from './fetch-handler';
import { askIdentityPool } from './identity-pool';
import { inTime } from './in-time';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
  /** Epoch milliseconds; none: until they are refused. */
  expiration?: number | undefined;
}

type Kept = Credentials & { from: string };

const KEY = 'personalize.credentials';
const RENEW_EARLY_MS = 5 * 60_000;
/** A request lives ten seconds. */
const AT_LEAST_MS = 10_000 * TIMEOUT_SCALE;

export function createCredentials(deps: {
  config: Config;
  storage: SiteStorage;
  clock: Clock;
  now: () => number;
  requestHandler: FetchHandler;
  user: () => UserId | undefined;
}) {
  const { config, storage, clock, now } = deps;
  let kept: Kept | undefined;
  let asking: { from: string; answer: Promise<Kept> } | undefined;

  const lasts = (each: Kept | undefined, ms: number): each is Kept =>
    !!each && (each.expiration ?? Infinity) - ms > now() + clock.offset();

  /** Where credentials would come from now: a guest's from the pool, those of a visitor from another place for each. */
  async function origin(): Promise<{ from: string; logins?: Record<string, string> }> {
    if (config.credentials) return { from: `credentials of ${deps.user()}` };
    const { logins } = config;
    const map = typeof logins === 'function' ? await inTime(logins, 'option logins') : logins;
    if (!map || !Object.keys(map).length) return { from: config.identityPoolId };
    return { from: JSON.stringify([map, deps.user()]), logins: map };
  }

  async function ask(from: string, logins?: Record<string, string>): Promise<Kept> {
    const own = config.credentials;
    const given = own
      ? await inTime(async () => toCredentials(await own()), 'option credentials')
      : await askIdentityPool(config, deps.requestHandler, storage, logins);
    // The page's own tell nothing of the time.
    if (!own) clock.trust();
    kept = { ...given, from };
    if (from === config.identityPoolId) storage.set(KEY, kept);
    return kept;
  }

  return {
    /** Whatever it takes: what is kept, or a new one. One question at a time. */
    async prepare(): Promise<Credentials> {
      const { from, logins } = await origin();
      const stored = storage.get(KEY) as Kept | null;
      // What was erased is not used again, by a page of the back/forward cache either, which has not heard of it.
      if (kept?.from !== from || (!stored && from === config.identityPoolId)) kept = undefined;
      if (!lasts(kept, RENEW_EARLY_MS) && stored?.from === from && stored.accessKeyId) kept = stored;
      // Their answer tells the time: rather one question too many than an event at a wrong time.
      if (clock.isSure() && lasts(kept, RENEW_EARLY_MS)) return kept;
      if (asking?.from !== from) asking = { from, answer: ask(from, logins) };
      const mine = asking;
      const before = kept;
      const end = () => {
        if (asking === mine) asking = undefined;
      };
      return mine.answer.finally(end).catch((error) => {
        // They are renewed early, so that there is time to fail.
        if (lasts(before, AT_LEAST_MS)) return before;
        throw error;
      });
    },
    /** At once, for a page that is being left: what was prepared. */
    provide: async (): Promise<Credentials> => kept ?? Promise.reject(new Error('no credentials yet')),
    areReady: () => clock.isSure() && lasts(kept, AT_LEAST_MS),
    /** They were refused. */
    forget(): void {
      // Another page may have better ones by now.
      if ((storage.get(KEY) as Kept | null)?.accessKeyId === kept?.accessKeyId) storage.set(KEY, undefined);
      kept = undefined;
    },
  };
}

export type CredentialsDesk = ReturnType<typeof createCredentials>;

function toCredentials(given: unknown): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = (given ?? {}) as Record<string, unknown>;
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string') {
    throw new Error('no accessKeyId and secretAccessKey were given');
  }
  const until = new Date(expiration as string).getTime();
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken: sessionToken as string | undefined,
    expiration: expiration == null || Number.isNaN(until) ? undefined : until,
  };
}
