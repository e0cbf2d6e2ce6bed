/** A page with the complete tag, as `init` composes it, with the real delivery and simulated services. */

import { beforeAll, vi } from 'vitest';
import { createApi } from '../../src/api/api';
import { parseOptions } from '../../src/api/config';
import type { Options } from '../../src/api/options';
import type { Personalize } from '../../src/api/personalize';
import { accessFor } from '../../src/chunks/aws/access';
import { createClient } from '../../src/chunks/aws/client';
import * as aws from '../../src/chunks/aws/index';
import { putEvents } from '../../src/chunks/aws/put-events';
import * as datasets from '../../src/chunks/datasets/index';
import * as sight from '../../src/chunks/sight/index';
import type { ImportChunk } from '../../src/loader/chunks';
import { openAws } from './unit-aws';
import { browser } from './unit-browser';
import { rowOf } from './unit-rows';
import { createTexts } from './unit-storage';
import { settled } from './unit-timers';

export const POOL = 'us-east-1:10000000-0000-4000-8000-000000000001';
export const OPTIONS: Options = { trackingId: 'tracker', identityPoolId: POOL, impressions: false };

/**
 * The SDK looks for configuration files at its first use and caches the result. This takes real time, so it is done
 * before the tests.
 */
beforeAll(async () => {
  const realFetch = globalThis.fetch;
  openAws();
  const config = parseOptions(OPTIONS, () => {});
  if (!config) throw new Error('no config');
  const access = accessFor({
    config,
    page: { now: Date.now, scope: {}, storage: createTexts() },
    visitor: { user: () => undefined },
  });
  await access.credentials.prepare();
  await putEvents(createClient(config, access), [rowOf('warm')]);
  access.credentials.forget();
  globalThis.fetch = realFetch;
});

/**
 * Loads the delivery, the datasets and the sight chunk like the tag; other chunks load only if `chunks` contains them.
 * `asked` does not list the sight chunk, which every page loads.
 */
export const importing =
  (chunks: Record<string, unknown> = {}, asked: string[] = []): ImportChunk =>
  async (name, attempt) => {
    if (name !== 'sight') asked.push(`${name} ${attempt}`);
    const found = { aws, datasets, sight, ...chunks }[name as string];
    if (!found) throw new TypeError(`no chunk ${name}`);
    return found as never;
  };

export function openPage(chunks: Record<string, unknown> = {}) {
  const asked: string[] = [];
  const configs: unknown[] = [];
  const api = createApi((config) => {
    configs.push(config);
    return importing(chunks, asked);
  });
  const personalize = api.install({}) as Personalize;
  browser.ends.push(personalize.stop);
  return { personalize, run: api.run, asked, configs };
}

/** Opens a page and calls `init`. */
export function startPage(options: Partial<Options> = {}, chunks: Record<string, unknown> = {}) {
  const page = openPage(chunks);
  page.personalize.init({ ...OPTIONS, ...options });
  return page;
}

/**
 * Advances the time in steps, because the store answers between them, and fails when it does not answer for two
 * seconds.
 */
export async function pass(ms = 0): Promise<void> {
  const end = Date.now() + ms;
  const step = Math.min(1500, Math.max(1, Math.round(ms / 20)));
  await settled();
  while (Date.now() < end) {
    await vi.advanceTimersByTimeAsync(Math.min(step, end - Date.now()));
    await settled();
  }
}
