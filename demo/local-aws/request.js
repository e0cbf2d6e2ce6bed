/** One request as it was sent: its bytes, its headers unchanged, its path and query as they stood on the line. */

/**
 * No one has published the service's own limit. Ten items of 32,000 four-byte characters fit.
 */
const maxBodyBytes = 2 * 1024 * 1024;

/**
 * @typedef {object} Request
 * @property {string} method
 * @property {string} path
 * @property {string} query without the `?`
 * @property {ReadonlyMap<string, readonly string[]>} headers by lower-case name; repeated ones in order
 * @property {(name: string) => string | undefined} header
 * @property {Uint8Array} body
 * @property {boolean} tooLarge the body was longer than the service takes, and was dropped
 */

/**
 * Rejects only when the client went away in the middle.
 * @param {import('node:http').IncomingMessage} message
 * @returns {Promise<Request>}
 */
export const readRequest = async (message) => {
  /** @type {Buffer[]} */
  const chunks = [];
  let size = 0;
  // Read to the end even when it is too much: a client that is still writing would see a reset, not the answer.
  for await (const chunk of message) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  const tooLarge = size > maxBodyBytes;
  const [path = '/', ...query] = (message.url ?? '/').split('?');
  const headers = headersOf(message.rawHeaders);
  return {
    method: message.method ?? 'GET',
    path,
    query: query.join('?'),
    headers,
    header: (name) => headers.get(name)?.join(','),
    body: tooLarge ? Buffer.alloc(0) : Buffer.concat(chunks),
    tooLarge,
  };
};

/** @param {string[]} raw name, value, name, value … */
const headersOf = (raw) => {
  /** @type {Map<string, string[]>} */
  const headers = new Map();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = String(raw[at]).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), String(raw[at + 1])]);
  }
  return headers;
};
