/** The chunks by name, and how an entry gets at them: by a URL beside the tag, or as the bundler's own chunks. */

import { PROTOCOL } from '../core/protocol';
import type { CrowdModule, DataLayerModule, MediaModule, SlotsModule } from '../core/sources';
import type { DeliveryModule } from '../delivery/transport';
import type { DatasetsModule } from '../entities/entities';
import type { RuntimeModule } from '../recommendations/runtime';

export interface Chunks {
  aws: DeliveryModule;
  media: MediaModule;
  crowd: CrowdModule;
  'data-layer': DataLayerModule;
  runtime: RuntimeModule;
  slots: SlotsModule;
  datasets: DatasetsModule;
}

/** `attempt` counts from 0: a module that failed to load is remembered under its URL, so a retry asks for another. */
export type ImportChunk = <N extends keyof Chunks>(name: N, attempt: number) => Promise<Chunks[N]>;

/**
 * `folder` is option `transportUrl`; without it chunks are beside the tag. No two retries are alike, of this page or another:
 * a cache may keep what was wrong for as long as it keeps what has a version.
 */
export function chunkUrl(name: string, attempt: number, folder: string | undefined, tagUrl?: string): string {
  const base = folder ? new URL(folder.replace(/\/?$/, '/'), location.href) : tagUrl || location.href;
  const retry = attempt ? `&retry=${attempt + Math.random()}` : '';
  return `${new URL(`personalize-${name}.min.js`, base)}?v=${VERSION}${retry}`;
}

/** Rejects with what did not come, why, and what to do. */
export async function importFrom<T>(
  what: string,
  importing: Promise<unknown> = import(/* @vite-ignore */ /* webpackIgnore: true */ what),
): Promise<T> {
  let fix = 'check that it is there (transportUrl), its type, caches, CSP, CORS, ad blockers';
  try {
    const chunk = (await importing) as { protocol?: number };
    fix = 'deploy both together, purge caches';
    if (chunk.protocol !== PROTOCOL) throw new Error('of another release than the tag');
    return chunk as T;
  } catch (error) {
    throw new Error(`${what}: ${(error as Error).message}: ${fix}`);
  }
}
