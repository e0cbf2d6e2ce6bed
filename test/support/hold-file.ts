/** A file of the site that is held back until the test lets it go. */
import type { Site } from './site';

export interface HeldFile {
  /** Resolves when a page has asked for it. */
  requested: Promise<void>;
  /** Now, and at once from then on. */
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
