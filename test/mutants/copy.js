/** Copies the project, so that mutants never change the real source. */
import { cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Creates a copy and returns its folder; the caller removes it. */
export function copyProject() {
  const copy = mkdtempSync(join(tmpdir(), 'personalize-mutants-'));
  for (const each of ['build', 'src', 'test', 'demo', 'snippet', 'package.json', 'tsconfig.json'])
    cpSync(join(root, each), join(copy, each), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}
