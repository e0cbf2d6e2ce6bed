/** Entry of personalize.min.js, the only file with effects on load: it turns the snippet's stub into the tag. */

import { createApi } from './api/api';
import { ownGlobal } from './browser/native';
import { ownScript } from './browser/script-url';
import { warn } from './browser/warn';
import type { EpochMs } from './core/event';
import { chunkUrl, type ImportChunk, importFrom } from './loader/chunks';

/** What the page's scripts find under that name. */
declare const personalize: unknown;

/** `[time, arguments]` as our snippet writes it, or bare `arguments` as many hand-written stubs do. */
type Queued = readonly unknown[];

interface Stub {
  (...args: unknown[]): unknown;
  q?: Queued[] | { push(entry: Queued): unknown };
  version?: string;
}

const existing = ownGlobal('personalize') as Stub | undefined;
/** A stub keeps its calls in `q`; so does the tag, which has a version as well. */
const isFree = existing == null || (typeof existing === 'function' && existing.q && !existing.version);

if (isFree) {
  const api = createApi(
    (config): ImportChunk =>
      (name, attempt) =>
        importFrom(chunkUrl(name, attempt, config.transportUrl, ownScript?.src)),
  );
  const stub: Stub = existing ?? ((...args) => api.run(args));
  // Not by assignment, which throws where the page's property is read-only.
  Reflect.set(globalThis, 'personalize', stub);
  // A `const`, `let` or `class` of that name is no property of window: the page's calls reach it, and never the tag.
  if (personalize !== stub) warn('a const hides window.personalize: rename it');
  const queue = stub.q;
  api.install(stub);

  const runQueued = (entry: Queued) =>
    typeof entry[0] === 'number' ? api.run(entry[1] as Queued, entry[0] as EpochMs) : api.run(entry);
  // A reference to the stub, or to one of its methods, that was taken before now goes on pushing: it runs at once.
  stub.q = { push: runQueued };

  const options = { ...ownScript?.dataset };
  if ('trackingId' in options || 'identityPoolId' in options) api.run(['init', options]);
  if (Array.isArray(queue)) for (const entry of queue) runQueued(entry);
} else {
  warn(existing.version ? 'loaded twice: this copy is off' : 'off: rename your window.personalize');
}
