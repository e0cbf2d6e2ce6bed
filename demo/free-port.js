/** Starts a server on the port that was asked for or, when that is taken, says so and takes the next free one. */

const MOST_TRIES = 50;
const LAST_PORT = 65_535;

/**
 * @template T
 * @param {number} wanted 0 for any free port
 * @param {(port: number) => Promise<T>} start rejects with `EADDRINUSE` when the port is taken
 * @param {(line: string) => void} say
 * @returns {Promise<T>}
 */
export async function startOnFreePort(wanted, start, say) {
  for (let port = wanted; port < wanted + MOST_TRIES && port <= LAST_PORT; port += 1) {
    try {
      const started = await start(port);
      if (port !== wanted) say(`Port ${wanted} is taken: using ${port} instead.`);
      return started;
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new Error(
    `Port ${wanted} is taken, and so are those after it. Choose another, or 0 for any free one.`,
  );
}

/** @param {unknown} error */
const isTaken = (error) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
