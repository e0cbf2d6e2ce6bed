/** Reads a request: the bytes of its body, and its headers, path and query unchanged. */

/** AWS does not publish its limit. Ten items of 32,000 four-byte characters fit into this one. */
const maxBodyBytes = 2 * 1024 * 1024;

/**
 * @typedef {object} Request
 * @property {string} method
 * @property {string} path
 * @property {string} query without the `?`
 * @property {ReadonlyMap<string, readonly string[]>} headers by lower-case name; repeated headers in order
 * @property {(name: string) => string | undefined} header value of a header; repeated values are joined by a comma
 * @property {Uint8Array} body
 * @property {boolean} tooLarge the body was larger than the limit and was discarded
 */

/**
 * Rejects only if the client disconnects before the request is complete.
 * @param {import('node:http').IncomingMessage} message
 * @returns {Promise<Request>}
 */
export const readRequest = async (message) => {
  /** @type {Buffer[]} */
  const chunks = [];
  let size = 0;
  // Read a too large body to its end. Otherwise a client that is still writing gets a reset instead of the answer.
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
