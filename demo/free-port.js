/** Starts a server on the requested port. If that port is taken, reports it and uses the next free port. */

import { isPortTaken } from './listen.js';

const MAX_TRIES = 50;
const LAST_PORT = 65_535;

/**
 * @template T
 * @param {number} wanted 0 for any free port
 * @param {(port: number) => Promise<T>} start rejects with `EADDRINUSE` when the port is taken
 * @param {(line: string) => void} print
 * @returns {Promise<T>}
 */
export async function startOnFreePort(wanted, start, print) {
  for (let port = wanted; port < wanted + MAX_TRIES && port <= LAST_PORT; port += 1) {
    try {
      const started = await start(port);
      if (port !== wanted) print(`Port ${wanted} is taken: using ${port} instead.`);
      return started;
    } catch (error) {
      if (!isPortTaken(error)) throw error;
    }
  }
  throw new Error(
    `Port ${wanted} and the ports after it are taken. Choose another port, or 0 for any free port.`,
  );
}
