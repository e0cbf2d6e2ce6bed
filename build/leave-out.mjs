/**
 * Leaves out of the bundle what the SDK carries for other services and other settings than ours. In place of each module
 * stands one that throws when it is used, and the build fails when a module is no longer where it was.
 *
 * Only parts that cannot run here are named: no operation of ours streams events; the hash, the request handler, the
 * retry mode and the identity cache are given by us; the endpoint rules for buckets are another service's.
 */

/**
 * Module → the names it exports, each a class or function that throws.
 *
 * @type {Record<string, string[]>}
 */
const LEFT_OUT = {
  '@smithy/core/dist-es/submodules/event-streams/index.browser.js': [
    'EventStreamSerde',
    'eventStreamSerdeProvider',
  ],
  '@smithy/core/dist-es/submodules/checksum/sha256/Sha256WebCrypto.js': ['Sha256WebCrypto'],
  '@smithy/core/dist-es/submodules/endpoints/middleware-endpoint/service-customizations/s3.js': [
    'resolveParamsForS3',
    'DOT_PATTERN',
    'S3_HOSTNAME_PATTERN',
    'isArnBucketName',
    'isDnsCompatibleBucketName',
  ],
  '@smithy/core/dist-es/submodules/retry/util-retry/DefaultRateLimiter.js': ['DefaultRateLimiter'],
  '@aws-sdk/credential-provider-cognito-identity/dist-es/IndexedDbStorage.js': ['IndexedDbStorage'],
};

/** The one class of which something is called: `create` hands back the handler that was given. */
const FETCH_HANDLER = '@smithy/fetch-http-handler/dist-es/fetch-http-handler.js';

/** @returns {import('rollup').Plugin} */
export function leaveOut() {
  const names = [...Object.keys(LEFT_OUT), FETCH_HANDLER];
  const found = new Set();
  return {
    name: 'leave-out',
    load(id) {
      const name = names.find((each) => id.split('\\').join('/').endsWith(`/node_modules/${each}`));
      if (!name) return null;
      found.add(name);
      const gone = `function gone() { throw new Error('left out of this bundle: ${name}'); }\n`;
      if (name === FETCH_HANDLER) {
        return `${gone}export const keepAliveSupport = {};
export const FetchHttpHandler = { create: (given) => (typeof given?.handle === 'function' ? given : gone()) };`;
      }
      return gone + (LEFT_OUT[name] ?? []).map((each) => `export { gone as ${each} };`).join('\n');
    },
    buildEnd(error) {
      const missed = names.filter((name) => !found.has(name));
      if (!error && missed.length) this.error(`the SDK has changed, not found: ${missed.join(', ')}`);
    },
  };
}
