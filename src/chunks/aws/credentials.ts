/**
 * Credentials until five minutes before they expire, on the corrected clock: a guest's from the identity pool, kept
 * where all pages of the site find them; a signed-in visitor's and the page's own in this page's memory alone. Of a
 * signed-in visitor the identity id is kept.
 */

import type { Config } from '../../api/config';
import type { SiteStorage } from '../../browser/site-storage';
import type { UserId } from '../../core/event';
import { callPageFunction } from './call-page-function';
import type { Clock } from './clock';
import type { FetchHandler } from './fetch-handler';
import { askIdentityPool } from './identity-pool';
import { toLoginKey } from './login-key';
import { isLoginRefused } from './sdk-error';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
  /** Epoch milliseconds; none: until they are refused. */
  expiration?: number | undefined;
}

type Kept = Credentials & { from: string };

interface Origin {
  from: string;
  /** Asked once at a time. */
  question: string;
  signedIn?: { logins: Record<string, string>; person: string };
}

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
  /** Where a guest's come from. Another Cognito does not know what this one gave. */
  const guest = [config.identityPoolId, config.endpoint.cognito].join(' ').trim();
  let kept: Kept | undefined;
  let asking: { question: string; answer: Promise<Kept> } | undefined;
  /** Where credentials come from for whoever is known now. */
  let current: string | undefined;

  const lasts = (each: Kept | undefined, ms: number): each is Kept =>
    !!each && (each.expiration ?? Infinity) - ms > now() + clock.offset();

  /** Where credentials would come from now: a guest's from the pool, those of a visitor from another place for each. */
  async function origin(): Promise<Origin> {
    const user = deps.user();
    if (config.credentials) {
      const from = `credentials of ${user}`;
      return { from, question: from };
    }
    const { logins: given, identityPoolId } = config;
    const logins = typeof given === 'function' ? await callPageFunction(given, 'option logins') : given;
    // These are of who was known before.
    if (user !== deps.user()) return origin();
    if (!logins || !Object.keys(logins).length) return { from: guest, question: guest };
    const person = await toLoginKey(identityPoolId, logins);
    const from = JSON.stringify([person, user]);
    // A question with another token is another question, which may be answered otherwise.
    return { from, question: from + JSON.stringify(logins), signedIn: { logins, person } };
  }

  async function ask({ from, signedIn }: Origin): Promise<Kept> {
    const own = config.credentials;
    const given = own
      ? await callPageFunction(async () => toCredentials(await own()), 'option credentials')
      : await askIdentityPool(config, deps.requestHandler, storage, signedIn);
    // The page's own tell nothing of the time.
    if (!own) clock.trust();
    const answer = { ...given, from };
    // Another visitor may have come meanwhile.
    if (from === current) kept = answer;
    if (from === guest) storage.set(KEY, answer);
    return answer;
  }

  /** `refused`: these logins were, and the page was to give others. */
  async function prepare(refused?: { question: string; error: unknown }): Promise<Credentials> {
    const where = await origin();
    const { from, question } = where;
    current = from;
    const stored = storage.get(KEY) as Kept | null;
    // What was erased is not used again, by a page of the back/forward cache either, which has not heard of it.
    if (kept?.from !== from || (!stored && from === guest)) kept = undefined;
    if (!lasts(kept, RENEW_EARLY_MS) && stored?.from === from && stored.accessKeyId) kept = stored;
    // Their answer tells the time: rather one question too many than an event at a wrong time.
    if (clock.isSure() && lasts(kept, RENEW_EARLY_MS)) return kept;
    const before = kept;
    const orBefore = (error: unknown) => {
      // They are renewed early, so that there is time to fail.
      if (clock.isSure() && lasts(before, AT_LEAST_MS)) return before;
      throw error;
    };
    if (refused?.question === question) return orBefore(refused.error);
    if (asking?.question !== question) asking = { question, answer: ask(where) };
    const mine = asking;
    const end = () => {
      if (asking === mine) asking = undefined;
    };
    return mine.answer.finally(end).catch((error) => {
      const isNew = !refused && typeof config.logins === 'function' && isLoginRefused(error);
      return isNew ? prepare({ question, error }) : orBefore(error);
    });
  }

  return {
    /** Whatever it takes: what is kept, or a new one. One question at a time. */
    prepare: () => prepare(),
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

export type CredentialsProvider = ReturnType<typeof createCredentials>;

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
