/** The house keeps its shape: arrows in one direction, no cycles, small files with telling names. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import {
  breachesOfArrows,
  breachesOfCycles,
  breachesOfNames,
  breachesOfSize,
  breachesOfTypes,
} from '../support/architecture/rules';
import { readSourceFiles } from '../support/architecture/source-files';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('src keeps the rules', () => {
  const files = readSourceFiles(join(root, 'src'));
  expect(files.length).toBeGreaterThan(0);
  expect(breachesOfArrows(files)).toEqual([]);
  expect(breachesOfCycles(files)).toEqual([]);
  expect(breachesOfTypes(files)).toEqual([]);
});

for (const directory of ['src', 'test/support']) {
  test(`files in ${directory} are small`, () => {
    expect(breachesOfSize(readSourceFiles(join(root, directory)))).toEqual([]);
  });
}

for (const directory of ['src', 'demo', 'test']) {
  test(`files in ${directory} are named after what they are for`, () => {
    expect(breachesOfNames(readSourceFiles(join(root, directory)))).toEqual([]);
  });
}

/** A made-up tree, to see that the rules bite. */
const tree = (files: Record<string, string>) => {
  const directory = mkdtempSync(join(tmpdir(), 'personalize-tree-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return readSourceFiles(directory);
};

const violations: [name: string, path: string, text: string, breach: string][] = [
  [
    'a walking folder that reaches into another',
    'capture/click.ts',
    "// first line\nimport { add } from '../outbox/outbox';",
    'capture/click.ts:2 imports outbox/outbox: capture/ imports values from itself, browser/ and the nouns only',
  ],
  [
    'a browser fact that knows of events',
    'browser/idle.ts',
    "import { assemble } from '../event';",
    'browser/idle.ts:1 imports event: browser/ imports nothing of ours',
  ],
  [
    'a noun that knows of the browser',
    'event.ts',
    "export { uuid } from './browser/uuid';",
    'event.ts:1 imports browser/uuid: event imports nothing of ours but the nouns',
  ],
  [
    'a core that bundles the delivery chunk',
    'start.ts',
    "const load = () => import('./aws/index');",
    'start.ts:1 imports aws/index: nothing outside of aws/ imports a value from it, and only npm loads it by name',
  ],
  [
    'a core that bundles recommendations',
    'start.ts',
    "import { createRuntime } from './runtime/index';",
    'start.ts:1 imports runtime/index: nothing outside of runtime/ imports a value from it, and only npm loads it by name',
  ],
  [
    'an entry that is imported',
    'start.ts',
    "import './index';",
    'start.ts:1 imports index: nothing imports an entry',
  ],
];

for (const [name, path, text, breach] of violations) {
  test(`found: ${name}`, () => {
    expect(breachesOfArrows(tree({ [path]: text }))).toEqual([breach]);
  });
}

test('allowed: types from anywhere, values from below', () => {
  const files = tree({
    'capture/click.ts':
      "import type { Row } from '../outbox/rows';\nimport { listen } from '../browser/listen';",
    'capture/impression.ts': "import { type Row } from '../aws/index';\nimport { toId } from '../limits';",
    'start.ts': "import { startClick } from './capture/click';",
    'aws/index.ts': "import { createClaims } from '../outbox/claims';",
    'runtime/index.ts': "import { shared } from '../aws/sdk';",
    'npm.ts': "const load = () => import('./aws/index');",
    'index.ts': "import { start } from './start';\nimport { get } from 'idb-keyval';",
  });
  expect(breachesOfArrows(files)).toEqual([]);
});

test('found: a cycle of values, but not one of types', () => {
  const files = tree({
    'browser/a.ts': "import { b } from './b';",
    'browser/b.ts': "import { c } from './c';\nimport type { D } from './d';",
    'browser/c.ts': "import { a } from './a';",
    'browser/d.ts': "import { b } from './b';",
  });
  expect(breachesOfCycles(files)).toEqual(['browser/a → browser/b → browser/c → browser/a: a cycle']);
});

test('found: long files, empty names, blind spots', () => {
  const files = tree({ 'utils.ts': '\n'.repeat(201), 'askAny.ts': 'let x: any;\nconst y = x!;' });
  expect(breachesOfSize(files)).toEqual(['utils.ts:201 a file has at most 200 lines, not 201']);
  expect(breachesOfNames(files).map((each) => each.split(' ')[0])).toEqual(['askAny.ts:1', 'utils.ts:1']);
  expect(breachesOfTypes(files).map((each) => each.split(' tells')[0])).toEqual([
    'askAny.ts:1 `any`',
    'askAny.ts:2 a non-null `!`',
  ]);
});
