/** Entry of personalize.min.js, the only file with side effects on load: it turns the snippet's stub into the tag. */

import { createApi } from './api/api';
import { guard } from './browser/listen';
import { ownGlobal } from './browser/native';
import { ownScript } from './browser/script-url';
import { warn } from './browser/warn';
import type { EpochMs } from './core/event';
import { ownOf } from './core/limits';
import { chunkUrl, type ImportChunk, importFrom } from './loader/chunks';

/** The value that the page's scripts see. A global `const` hides the property of window. */
declare const personalize: unknown;

/** `[time, arguments]` from the snippet, or only `arguments` from many hand-written stubs. */
type Queued = readonly unknown[];

interface Stub {
  (...args: unknown[]): unknown;
  q?: Queued[] | { push(entry: Queued): unknown };
  version?: string;
}

const existing = ownGlobal('personalize') as Stub | undefined;
/** A stub queues its calls in `q`. The tag has a `q` too, and also a `version`. */
const isFree = existing == null || (typeof existing === 'function' && existing.q && !existing.version);

if (isFree) {
  const api = createApi(
    (config): ImportChunk =>
      (name, attempt) =>
        importFrom(chunkUrl(name, attempt, config.transportUrl, ownScript?.src)),
  );
  const stub: Stub = existing ?? ((...args) => api.run(args));
  // An assignment would throw if the page's property is read-only.
  Reflect.set(globalThis, 'personalize', stub);
  // A `const`, `let` or `class` of that name is not a property of window: it gets the page's calls, and not the tag.
  if (personalize !== stub) warn('a const hides window.personalize: rename it');
  const queue = stub.q;
  api.install(stub);

  // An entry can be anything that the page has pushed.
  const runQueued = guard((entry: Queued) =>
    typeof entry[0] === 'number' ? api.run(entry[1] as Queued, entry[0] as EpochMs) : api.run(entry),
  );
  // Code that still has a reference to the stub or one of its methods pushes to `q`: its calls run at once.
  stub.q = { push: runQueued };

  const calls: Queued[] = Array.isArray(queue) ? [...queue] : [];
  const options = ownOf(ownScript?.dataset ?? {});
  if ('trackingId' in options || 'identityPoolId' in options) calls.unshift(['init', options]);
  // The visitor's decision counts for what was queued before it, too.
  const isConsent = (entry: Queued | null) =>
    +[entry?.[0], (entry?.[1] as Queued | undefined)?.[0]].includes('consent');
  for (const entry of calls.sort((a, b) => isConsent(b) - isConsent(a))) runQueued(entry);
} else {
  warn(existing.version ? 'loaded twice: this copy is off' : 'off: rename your window.personalize');
}
