/** The chunks by name, and how an entry gets at them: by a URL beside the tag, or as the bundler's own chunks. */

import type { CrowdModule, DataLayerModule, MediaModule, SlotsModule } from './capture/sources';
import type { DeliveryModule } from './delivery/transport';
import { PROTOCOL } from './protocol';
import type { DatasetsModule } from './put-record';
import type { RuntimeModule } from './runtime/runtime';

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

/** `folder` is option `transportUrl`; without it chunks are beside the tag. */
export function chunkUrl(name: string, attempt: number, folder: string | undefined, tagUrl?: string): string {
  const base = folder ? new URL(folder.replace(/\/?$/, '/'), location.href) : tagUrl || location.href;
  return `${new URL(`personalize-${name}.min.js`, base)}?v=${VERSION}${attempt ? `&retry=${attempt}` : ''}`;
}

/** Rejects with the URL and what is wrong with it. */
export async function importFrom<T>(url: string): Promise<T> {
  try {
    const chunk = await import(/* @vite-ignore */ /* webpackIgnore: true */ url);
    if (chunk.protocol !== PROTOCOL) throw new Error('of another release than the tag');
    return chunk;
  } catch (error) {
    throw new Error(`${url}: ${(error as Error).message}`);
  }
}
