/** Starts and closes an HTTP server that only this computer can reach. */

/**
 * @typedef {object} Listening
 * @property {string} url without a trailing slash
 * @property {number} port
 * @property {() => Promise<void>} close also closes every open connection
 */

/**
 * Rejects when the port is taken, see {@link isPortTaken}.
 *
 * @param {import('node:http').Server} server
 * @param {number} port 0 for any free port
 * @returns {Promise<Listening>}
 */
export async function listen(server, port) {
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @param {unknown} error what {@link listen} rejected with */
export const isPortTaken = (error) =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
