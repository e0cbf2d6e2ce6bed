/**
 * Provides credentials until five minutes before they expire, on the corrected clock. Those of a guest come from the
 * identity pool and are stored for all pages of the site. Those of a signed-in visitor, and those that the page gives,
 * stay in this page's memory. For a signed-in visitor only the identity id is stored.
 */

import type { Config } from '../../api/config';
import type { SiteStorage } from '../../browser/site-storage';
import type { UserId } from '../../core/event';
import { askForCredentials } from './ask-for-credentials';
import type { Credentials } from './aws-credentials';
import type { Clock } from './clock';
import { type CredentialSource, findSource } from './credential-source';
import type { FetchHandler } from './fetch-handler';
import { createKeptCredentials, type Kept } from './kept-credentials';
import { isLoginRefused } from './sdk-error';

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
  const { config, clock, now } = deps;
  /** The source of guest credentials. Another Cognito endpoint does not know the identities of this one. */
  const guest = [config.identityPoolId, config.endpoint.cognito].join(' ').trim();
  const kept = createKeptCredentials(deps.storage, guest);
  let asking: { question: string; answer: Promise<Kept> } | undefined;

  const lasts = (each: Kept | undefined, ms: number): each is Kept =>
    !!each && (each.expiration ?? Infinity) - ms > now() + clock.offset();

  /** Joins the request in flight if it asks the same. */
  function ask(source: CredentialSource): Promise<Kept> {
    const { question } = source;
    if (asking?.question !== question)
      asking = { question, answer: askForCredentials(source, deps).then(kept.set) };
    const mine = asking;
    return mine.answer.finally(() => {
      if (asking === mine) asking = undefined;
    });
  }

  /** `refused`: the request whose logins were refused. The page is asked for new ones. */
  async function prepare(refused?: { question: string; error: unknown }): Promise<Credentials> {
    const source = await findSource(config, deps.user, guest);
    const { question } = source;
    const previous = kept.of(source.from, (each) => lasts(each, RENEW_EARLY_MS));
    // The response contains the time: one request too many is better than an event with a wrong time.
    if (clock.isSure() && lasts(previous, RENEW_EARLY_MS)) return previous;
    const orPrevious = (error: unknown) => {
      // Renewal starts early, so that the old credentials are still valid if it fails.
      if (clock.isSure() && lasts(previous, AT_LEAST_MS)) return previous;
      throw error;
    };
    if (refused?.question === question) return orPrevious(refused.error);
    return ask(source).catch((error) => {
      const isNew = !refused && typeof config.logins === 'function' && isLoginRefused(error);
      return isNew ? prepare({ question, error }) : orPrevious(error);
    });
  }

  return {
    /** Resolves with stored or new credentials, however long it takes. One request at a time. */
    prepare: () => prepare(),
    /** Returns the prepared credentials at once, for a page that is being left. */
    provide: async (): Promise<Credentials> => kept.get() ?? Promise.reject(new Error('no credentials yet')),
    areReady: () => clock.isSure() && lasts(kept.get(), AT_LEAST_MS),
    /** Discards credentials that the service refused. */
    forget: kept.forget,
  };
}

export type CredentialsProvider = ReturnType<typeof createCredentials>;
