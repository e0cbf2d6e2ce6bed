/**
 * Provides credentials until five minutes before they expire, on the corrected clock. Those of a guest come from the
 * identity pool and are stored for all pages of the site. Those of a signed-in visitor, and those that the page gives,
 * stay in this page's memory. For a signed-in visitor only the identity id is stored.
 */

import type { Config } from '../../api/config';
import type { SiteStorage } from '../../browser/site-storage';
import type { UserId } from '../../core/event';
import type { Credentials } from './aws-credentials';
import { callPageFunction } from './call-page-function';
import type { Clock } from './clock';
import type { FetchHandler } from './fetch-handler';
import { askIdentityPool } from './identity-pool';
import { toLoginKey } from './login-key';
import { isLoginRefused } from './sdk-error';

type Kept = Credentials & { from: string };

interface Origin {
  from: string;
  /** Identifies a request. Only one request with the same text is in flight. */
  question: string;
  signedIn?: { logins: Record<string, string>; person: string };
}

const KEY = 'personalize.credentials';
const RENEW_EARLY_MS = 5 * 60_000;
/** A request can take ten seconds. */
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
  /** The source of guest credentials. Another Cognito endpoint does not know the identities of this one. */
  const guest = [config.identityPoolId, config.endpoint.cognito].join(' ').trim();
  let kept: Kept | undefined;
  let asking: { question: string; answer: Promise<Kept> } | undefined;
  /** The source of credentials for the current visitor. */
  let current: string | undefined;

  const lasts = (each: Kept | undefined, ms: number): each is Kept =>
    !!each && (each.expiration ?? Infinity) - ms > now() + clock.offset();

  /**
   * Returns the current source of credentials: the pool for a guest, and a separate source for each signed-in visitor.
   */
  async function origin(): Promise<Origin> {
    const user = deps.user();
    if (config.credentials) {
      const from = `credentials of ${user}`;
      return { from, question: from };
    }
    const { logins: given, identityPoolId } = config;
    const logins = typeof given === 'function' ? await callPageFunction(given, 'option logins') : given;
    // The user has changed meanwhile: these logins belong to the previous one.
    if (user !== deps.user()) return origin();
    if (!logins || !Object.keys(logins).length) return { from: guest, question: guest };
    const person = await toLoginKey(identityPoolId, logins);
    const from = JSON.stringify([person, user]);
    // Another token makes another request, which may have another result.
    return { from, question: from + JSON.stringify(logins), signedIn: { logins, person } };
  }

  async function ask({ from, signedIn }: Origin): Promise<Kept> {
    const own = config.credentials;
    const given = own
      ? await callPageFunction(async () => toCredentials(await own()), 'option credentials')
      : await askIdentityPool(config, deps.requestHandler, storage, signedIn);
    // Credentials from the page do not show the time of the service.
    if (!own) clock.trust();
    const answer = { ...given, from };
    // The visitor may have changed meanwhile.
    if (from === current) kept = answer;
    if (from === guest) storage.set(KEY, answer);
    return answer;
  }

  /** `refused`: the request whose logins were refused. The page is asked for new ones. */
  async function prepare(refused?: { question: string; error: unknown }): Promise<Credentials> {
    const source = await origin();
    const { from, question } = source;
    current = from;
    const stored = storage.get(KEY) as Kept | null;
    // Erased credentials are not used again, not even by a page in the back/forward cache that did not notice the
    // erasure.
    if (kept?.from !== from || (!stored && from === guest)) kept = undefined;
    if (!lasts(kept, RENEW_EARLY_MS) && stored?.from === from && stored.accessKeyId) kept = stored;
    // The response contains the time: one request too many is better than an event with a wrong time.
    if (clock.isSure() && lasts(kept, RENEW_EARLY_MS)) return kept;
    const previous = kept;
    const orPrevious = (error: unknown) => {
      // Renewal starts early, so that the old credentials are still valid if it fails.
      if (clock.isSure() && lasts(previous, AT_LEAST_MS)) return previous;
      throw error;
    };
    if (refused?.question === question) return orPrevious(refused.error);
    if (asking?.question !== question) asking = { question, answer: ask(source) };
    const mine = asking;
    const end = () => {
      if (asking === mine) asking = undefined;
    };
    return mine.answer.finally(end).catch((error) => {
      const isNew = !refused && typeof config.logins === 'function' && isLoginRefused(error);
      return isNew ? prepare({ question, error }) : orPrevious(error);
    });
  }

  return {
    /** Resolves with stored or new credentials, however long it takes. One request at a time. */
    prepare: () => prepare(),
    /** Returns the prepared credentials at once, for a page that is being left. */
    provide: async (): Promise<Credentials> => kept ?? Promise.reject(new Error('no credentials yet')),
    areReady: () => clock.isSure() && lasts(kept, AT_LEAST_MS),
    /** Discards credentials that the service refused. */
    forget(): void {
      // Another page may have stored newer ones by now.
      if ((storage.get(KEY) as Kept | null)?.accessKeyId === kept?.accessKeyId) storage.set(KEY, undefined);
      kept = undefined;
    },
  };
}

export type CredentialsProvider = ReturnType<typeof createCredentials>;

function toCredentials(given: unknown): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = (given ?? {}) as Record<string, unknown>;
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string') {
    throw new Error('accessKeyId or secretAccessKey is missing');
  }
  const until = new Date(expiration as string).getTime();
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken: sessionToken as string | undefined,
    expiration: expiration == null || Number.isNaN(until) ? undefined : until,
  };
}
