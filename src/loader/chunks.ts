/** Lists the chunks by name and imports them: from a URL next to the tag, or as chunks of the page's bundler. */

import type { ConsentModule } from '../consent/consent-module';
import { PROTOCOL } from '../core/protocol';
import type {
  CrowdModule,
  DataLayerModule,
  MediaModule,
  SharedSessionModule,
  SightModule,
  SlotsModule,
} from '../core/sources';
import type { DeliveryModule } from '../delivery/transport';
import type { DatasetsModule } from '../entities/datasets-module';
import type { RuntimeModule } from '../recommendations/runtime';

export interface Chunks {
  aws: DeliveryModule;
  media: MediaModule;
  sight: SightModule;
  crowd: CrowdModule;
  'data-layer': DataLayerModule;
  runtime: RuntimeModule;
  slots: SlotsModule;
  datasets: DatasetsModule;
  session: SharedSessionModule;
  consent: ConsentModule;
}

/** `attempt` starts at 0. The browser caches a failed import under its URL, so each retry uses a different URL. */
export type ImportChunk = <N extends keyof Chunks>(name: N, attempt: number) => Promise<Chunks[N]>;

/**
 * Returns the URL of a chunk. `folder` is option `transportUrl`; without it the chunks are next to the tag. Every retry
 * has a unique URL, across pages too: a cache can keep a wrong response as long as it keeps a versioned file.
 */
export function chunkUrl(name: string, attempt: number, folder: string | undefined, tagUrl?: string): string {
  const base = folder ? new URL(folder.replace(/\/?$/, '/'), location.href) : tagUrl || location.href;
  const retry = attempt ? `&retry=${attempt + Math.random()}` : '';
  return `${new URL(`personalize-${name}.min.js`, base)}?v=${VERSION}${retry}`;
}

/**
 * Imports a module. Rejects with a message that contains the URL, the reason and what to do.
 *
 * Chromium, Firefox and WebKit allow `import()` in a script with a nonce, also under `strict-dynamic` or without it. It
 * is no sink of Trusted Types: with `trusted-types 'none'` a text is accepted as the URL.
 */
export async function importFrom<T>(
  source: string,
  importing: Promise<unknown> = import(/* @vite-ignore */ /* webpackIgnore: true */ source),
): Promise<T> {
  let fix = 'check transportUrl, MIME type, caches, CSP, CORS, ad blockers';
  try {
    const chunk = (await importing) as { protocol?: number };
    fix = 'deploy both together, purge caches';
    if (chunk.protocol !== PROTOCOL) throw new Error('of another release than the tag');
    return chunk as T;
  } catch (error) {
    throw new Error(`${source}: ${(error as Error).message}: ${fix}`);
  }
}
