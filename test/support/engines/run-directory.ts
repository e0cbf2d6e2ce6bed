/** One directory for all that a run leaves on the disk: profiles, logs, process ids. Who made it removes it: test/run.js, as a rule. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let own: string | undefined;

export const runDirectory = (): string => {
  own ??= process.env.PERSONALIZE_RUN_DIRECTORY ?? newOwn();
  mkdirSync(own, { recursive: true });
  return own;
};

/** Where someone starts Playwright by hand: gone with the worker. */
const newOwn = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'personalize-test-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
  return directory;
};

export const newDirectory = (name: string): string => mkdtempSync(join(runDirectory(), `${name}-`));
