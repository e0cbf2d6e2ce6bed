/**
 * Provides one directory for all files of a run: profiles, logs, process ids. The process that created it removes it,
 * usually test/run.js.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let own: string | undefined;

export const runDirectory = (): string => {
  own ??= process.env.PERSONALIZE_RUN_DIRECTORY ?? newOwn();
  mkdirSync(own, { recursive: true });
  return own;
};

/** For a Playwright that was started directly. The directory is removed when the worker ends. */
const newOwn = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'personalize-test-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
  return directory;
};

export const newDirectory = (name: string): string => mkdtempSync(join(runDirectory(), `${name}-`));
