/** Entry of personalize.min.js, the only file with effects on load: it turns the snippet's stub into the tag. */

import { createApi } from './api';
import { say } from './browser/say';
import { ownScript } from './browser/script-url';
import { chunkUrl, type ImportChunk } from './chunks';
import type { EpochMs } from './event';

/** `[time, arguments]` as our snippet writes it, or bare `arguments` as many hand-written stubs do. */
type Queued = ArrayLike<unknown>;

interface Stub {
  (...args: unknown[]): unknown;
  q?: Queued[] | { push(entry: Queued): unknown };
  version?: string;
}

const scope = window as unknown as { personalize?: Stub };
// An element with this id is `window.personalize` too, until someone says otherwise.
const existing = typeof scope.personalize === 'function' ? scope.personalize : undefined;

if (existing?.version) {
  say('loaded twice: this copy stays idle');
} else {
  const api = createApi(
    (config): ImportChunk =>
      (name, attempt) =>
        import(chunkUrl(name, attempt, config.transportUrl, ownScript?.src)),
  );
  const stub: Stub = existing ?? ((...args) => api.run(args));
  scope.personalize = stub;
  const queue = stub.q;
  api.install(stub);

  const runQueued = (entry: Queued) =>
    typeof entry[0] === 'number' ? api.run(entry[1] as Queued, entry[0] as EpochMs) : api.run(entry);
  // A reference to the stub, or to one of its methods, that was taken before now goes on pushing: it runs at once.
  stub.q = { push: runQueued };

  const options = { ...ownScript?.dataset };
  if ('trackingId' in options || 'identityPoolId' in options) api.run(['init', options]);
  if (Array.isArray(queue)) for (const entry of queue) runQueued(entry);
}
