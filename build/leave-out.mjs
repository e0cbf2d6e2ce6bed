/**
 * Removes modules of the SDK for other services and settings from the bundle. Replaces each module with one that throws
 * when it is used. The build fails if the SDK no longer loads a module of the list.
 *
 * The list contains only code that cannot run here: the tag uses no operation that streams events or blobs; the tag
 * provides the hash, the request handler, the retry mode and the identity cache; the endpoint rules for buckets belong
 * to another service; the tag sets no logger, for which the SDK would copy each request and each response.
 * The lists of regions are removed from AWS's partitions: a partition also has a pattern for its regions, and the lists
 * only add their display names.
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
  '@smithy/core/dist-es/submodules/client/smithy-client/schemaLogFilter.js': ['schemaLogFilter'],
  '@smithy/core/dist-es/submodules/endpoints/middleware-endpoint/service-customizations/s3.js': [
    'resolveParamsForS3',
    'DOT_PATTERN',
    'S3_HOSTNAME_PATTERN',
    'isArnBucketName',
    'isDnsCompatibleBucketName',
  ],
  '@smithy/core/dist-es/submodules/retry/util-retry/AdaptiveRetryStrategy.js': ['AdaptiveRetryStrategy'],
  '@smithy/core/dist-es/submodules/serde/util-stream/sdk-stream-mixin.browser.js': ['sdkStreamMixin'],
  '@aws-sdk/credential-provider-cognito-identity/dist-es/IndexedDbStorage.js': ['IndexedDbStorage'],
};

const PARTITIONS = '@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';
const REGIONS = /"regions": \{(?:[^{}]|\{[^{}]*\})*\}/g;

/** The SDK calls only `create` of this class, which returns the given handler. */
const FETCH_HANDLER = '@smithy/fetch-http-handler/dist-es/fetch-http-handler.js';

/**
 * Adds names and features of the SDK and the browser to each request, as `x-amz-user-agent`. No service needs them, and
 * the browser sends its own `User-Agent` anyway.
 */
const USER_AGENT = '@aws-sdk/core/dist-es/submodules/client/middleware-user-agent/user-agent-middleware.js';
const NO_USER_AGENT = `export const getUserAgentPlugin = () => ({ applyToStack() {} });
export { getUserAgentPlugin as userAgentMiddleware, getUserAgentPlugin as getUserAgentMiddlewareOptions };`;

const USER_AGENT_CONFIG = '@aws-sdk/core/dist-es/submodules/client/middleware-user-agent/configurations.js';
const NO_USER_AGENT_CONFIG = `export const resolveUserAgentConfig = (given) => given;
export { resolveUserAgentConfig as DEFAULT_UA_APP_ID };`;

const USER_AGENT_NAMES =
  '@aws-sdk/core/dist-es/submodules/client/util-user-agent-browser/defaultUserAgent.js';
const NO_USER_AGENT_NAMES = `export const createDefaultUserAgentProvider = () => undefined;
export { createDefaultUserAgentProvider as defaultUserAgent, createDefaultUserAgentProvider as fallback };`;

const LOGGER = '@aws-sdk/core/dist-es/submodules/client/middleware-logger/loggerMiddleware.js';
const NO_LOGGER = `export const getLoggerPlugin = () => ({ applyToStack() {} });
export { getLoggerPlugin as loggerMiddleware, getLoggerPlugin as loggerMiddlewareOptions };`;

/** @type {Record<string, string>} */
const REPLACED = {
  [USER_AGENT]: NO_USER_AGENT,
  [USER_AGENT_CONFIG]: NO_USER_AGENT_CONFIG,
  [USER_AGENT_NAMES]: NO_USER_AGENT_NAMES,
  [LOGGER]: NO_LOGGER,
};

const RACE = '@smithy/core/dist-es/submodules/retry/util-retry/race.js';
/** `finally` may be missing: a library can replace Promise. */
const FINALLY = 'return Promise.race([promise, aborted]).finally(cleanup);';
const NO_FINALLY = `return (async () => {
  try { return await Promise.race([promise, aborted]); } finally { cleanup(); }
})();`;

/** @returns {import('rollup').Plugin} */
export function leaveOut() {
  const names = [...Object.keys(LEFT_OUT), ...Object.keys(REPLACED), FETCH_HANDLER, PARTITIONS, RACE];
  const found = new Set();
  return {
    name: 'leave-out',
    transform(code, id) {
      const isFrom = (/** @type {string} */ name) =>
        id.split('\\').join('/').endsWith(`/node_modules/${name}`);
      if (isFrom(RACE)) {
        if (!code.includes(FINALLY)) this.error(`the SDK has changed, no finally: ${RACE}`);
        return { code: code.replace(FINALLY, NO_FINALLY), map: null };
      }
      if (!isFrom(PARTITIONS)) return null;
      if (code.match(REGIONS)?.length !== code.match(/"regionRegex"/g)?.length)
        this.error(`the SDK has changed, lists of regions not found: ${PARTITIONS}`);
      return { code: code.replace(REGIONS, '"regions": {}'), map: null };
    },
    load(id) {
      const name = names.find((each) => id.split('\\').join('/').endsWith(`/node_modules/${each}`));
      if (!name) return null;
      found.add(name);
      if (name === PARTITIONS || name === RACE) return null;
      if (REPLACED[name]) return REPLACED[name];
      const stub = `function unavailable() { throw new Error('left out of this bundle: ${name}'); }\n`;
      if (name === FETCH_HANDLER) {
        return `${stub}export const keepAliveSupport = {};
export const FetchHttpHandler = { create: (given) => (typeof given?.handle === 'function' ? given : unavailable()) };`;
      }
      return stub + (LEFT_OUT[name] ?? []).map((each) => `export { unavailable as ${each} };`).join('\n');
    },
    buildEnd(error) {
      const unused = names.filter((name) => !found.has(name));
      if (!error && unused.length) this.error(`the SDK has changed, not found: ${unused.join(', ')}`);
    },
  };
}
