/** One directory for all that a run leaves on the disk: profiles, logs, process ids. Whoever started the run removes it. */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let own: string | undefined;

export const runDirectory = (): string => {
  // Set by test/run.js; absent where someone starts Playwright by hand.
  own ??= process.env.PERSONALIZE_RUN_DIRECTORY ?? mkdtempSync(join(tmpdir(), 'personalize-test-'));
  mkdirSync(own, { recursive: true });
  return own;
};

export const newDirectory = (name: string): string => mkdtempSync(join(runDirectory(), `${name}-`));
