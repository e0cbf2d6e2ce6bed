/** What visitors download stays within the budgets of package.json. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import packageJson from '../../package.json' with { type: 'json' };

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

interface Budget {
  /** Names in dist; `*` stands for any letters, for chunks whose names carry a hash. */
  files: string[];
  /** For all of them together. */
  gzipKiB: number;
}

const budgets: Record<string, Budget> = packageJson.sizeBudgets;

for (const [name, { files, gzipKiB }] of Object.entries(budgets)) {
  test(`${name} is within ${gzipKiB} KiB`, () => {
    const sizes = files.flatMap(matching).map((file) => ({ file, bytes: gzippedSize(file) }));
    const kiB = sizes.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
    const parts = sizes.map(({ file, bytes }) => `${file} ${bytes} B`).join(', ');
    console.log(`${name}: ${kiB.toFixed(2)} of ${gzipKiB} KiB gzipped (${parts})`);
    expect(kiB, parts).toBeLessThanOrEqual(gzipKiB);
  });
}

/** A pattern that matches nothing is a budget that watches nothing. */
const matching = (pattern: string): string[] => {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const whole = new RegExp(`^${parts.join('.*')}$`);
  const found = readdirSync(dist).filter((file) => whole.test(file));
  if (found.length === 0) throw new Error(`dist has no '${pattern}': \`npm run build\` makes it`);
  return found;
};

const gzippedSize = (file: string): number => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
