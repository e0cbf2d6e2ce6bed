/** What the page's own code promises may fail, and may never come: after ten seconds it has failed. */

const PATIENCE_MS = 10_000;

/** Told apart from what AWS says by its name. */
export const OWN_FAILURE = 'OwnCredentialsError';

export async function inTime<T>(ask: () => T | Promise<T>, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in ten seconds')), PATIENCE_MS);
  });
  try {
    return await Promise.race([ask(), patience]);
  } catch (error) {
    throw Object.assign(new Error(`${what}: ${(error as Error | undefined)?.message ?? error}`), {
      name: OWN_FAILURE,
    });
  } finally {
    clearTimeout(timer);
  }
}
