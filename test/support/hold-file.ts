/** Delays a file of the site until the test releases it. */
import type { Site } from './site';

export interface HeldFile {
  /** Resolves when a page has requested the file. */
  requested: Promise<void>;
  /** Serves the file now, and immediately from then on. */
  release(): void;
}

export const holdFile = (site: Site, path: string): HeldFile => {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const requested = new Promise<void>((resolve) => {
    site.route(path, async (_request, _response, serve) => {
      resolve();
      await released;
      await serve();
    });
  });
  return { requested, release };
};
