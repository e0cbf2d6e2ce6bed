/**
 * `npm run mutants:random` finds possible mutations of a source, leaves types and texts alone, and draws by its seed.
 */

import { expect, test } from 'vitest';
import { apply, draw, mutationsOf } from '../mutants/draw.js';

const changed = (text: string) => mutationsOf('x.ts', text).map((mutation) => apply(text, mutation));

for (const [text, mutants] of [
  ['const a = b < c;', ['const a = b <= c;', 'const a = b >= c;']],
  ['const a = b + 1;', ['const a = b - 1;']],
  ['const a = !b;', ['const a = (b);']],
  ['const a = b?.c;', ['const a = b.c;']],
  ['const a = b && c;', ['const a = (b);', 'const a = (c);', 'const a = b || c;']],
  ['const a = b ? c : d;', ['const a = (c);', 'const a = (d);', 'const a = !(b) ? c : d;']],
  ['if (a === b) c();', ['if (true) c();', 'if (false) c();', 'if (a !== b) c();', 'if (a === b) ;']],
  ['const a = () => b;', ['const a = () => undefined;']],
  ['function a() { return b; }', ['function a() { return undefined; }']],
  ['const a = true;', ['const a = false;']],
  ['const a = { ...b };', ['const a = { ...{} };']],
  ['a = Math.min(b, c);', ['a = Math.max(b, c);', ';']],
] as const) {
  test(`${text} has the expected mutants`, () => {
    expect(changed(text).sort()).toEqual([...mutants].sort());
  });
}

for (const text of [
  "import { a } from 'b';",
  'interface A { b?: true }',
  'type A = true | false;',
  "const a = 'a' + b;",
  'const a = () => undefined;',
]) {
  test(`${text} has no mutants`, () => expect(changed(text)).toEqual([]));
}

test('for a message only its call is removed', () => {
  expect(changed('warn(b ? c : d);')).toEqual([';']);
});

test('a mutation has its file and line', () => {
  expect(mutationsOf('x.ts', '\nconst a = b < c;')[0]).toMatchObject({
    file: 'x.ts',
    line: 2,
    from: '<',
    to: '<=',
  });
});

test('a seed draws the same mutations again, each once, and at most all of them', () => {
  const all = Array.from({ length: 50 }, (_, at) => at);
  const drawn = draw(all, 20, 7);
  expect(draw(all, 20, 7)).toEqual(drawn);
  expect(draw(all, 20, 8)).not.toEqual(drawn);
  expect(new Set(drawn).size).toBe(20);
  expect([...draw(all, 99, 7)].sort((a, b) => a - b)).toEqual(all);
});
