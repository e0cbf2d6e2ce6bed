/**
 * The house rules of a source tree, as breaches that name file, line and rule.
 *
 * index, npm → start and its neighbours → everything else. Data walks through the folders in one direction, because no
 * folder can reach for another's values: the composition root hands functions around.
 */
import type { SourceFile } from './source-files';

/** What happens, whose it is, where it waits, how it leaves. */
const walking = ['capture', 'attribution', 'visitor', 'outbox', 'delivery'];
/** Loaded on demand, each from a bundle of its own. */
const chunks = ['aws', 'runtime', 'slots'];
/** What stands on another: it is fetched with it. */
const foundations: Record<string, string> = { runtime: 'aws' };
/** The words that all others speak. */
const nouns = ['event', 'limits'];
const entries = ['index', 'npm'];
const maxLines = 200;
/** They say nothing about what a file is for. */
const emptyNames = /(^|[-/])(utils?|helpers?|manager|service)($|[-./])/i;

type Rule = (from: string, to: string, lazy: boolean) => string | undefined;

const folderOf = (module: string): string => (module.includes('/') ? (module.split('/')[0] ?? '') : '');

/** For each import of a value: what is wrong with it. */
const arrows: Rule[] = [
  (_, to) => (entries.includes(to) ? 'nothing imports an entry' : undefined),
  (from, to, lazy) => {
    const chunk = folderOf(to);
    if (!chunks.includes(chunk) || folderOf(from) === chunk) return undefined;
    if (foundations[folderOf(from)] === chunk) return undefined;
    // In an application its bundler splits the chunk off; the tag itself loads it by its address.
    if (from === 'npm' && lazy) return undefined;
    return `nothing outside of ${chunk}/ imports a value from it, and only npm loads it by name`;
  },
  (from, to) =>
    nouns.includes(from) && !nouns.includes(to) ? `${from} imports nothing of ours but the nouns` : undefined,
  (from, to) =>
    folderOf(from) === 'browser' && folderOf(to) !== 'browser'
      ? 'browser/ imports nothing of ours'
      : undefined,
  (from, to) =>
    walking.includes(folderOf(from)) && !isBelow(from, to)
      ? `${folderOf(from)}/ imports values from itself, browser/ and the nouns only`
      : undefined,
  (from, to) => {
    const folder = folderOf(from);
    if (!chunks.includes(folder) || isBelow(from, to) || foundations[folder] === folderOf(to))
      return undefined;
    // The entry of a chunk is its composition root.
    if (from === `${folder}/index` && walking.includes(folderOf(to))) return undefined;
    return `${folder}/ imports values from itself, browser/ and the nouns only, its index from the walking folders too`;
  },
];

const isBelow = (from: string, to: string): boolean =>
  folderOf(from) === folderOf(to) || folderOf(to) === 'browser' || nouns.includes(to);

export const breachesOfArrows = (files: readonly SourceFile[]): string[] =>
  files.flatMap(({ path, module, imports }) =>
    imports
      .filter(({ typeOnly }) => !typeOnly)
      .flatMap(({ of, line, lazy }) =>
        arrows.flatMap((rule) => {
          const why = rule(module, of, lazy);
          return why === undefined ? [] : [`${path}:${line} imports ${of}: ${why}`];
        }),
      ),
  );

/** Each cycle of values once, from its first module on. */
export const breachesOfCycles = (files: readonly SourceFile[]): string[] => {
  const importsOf = new Map(
    files.map(({ module, imports }) => [
      module,
      imports.filter(({ typeOnly }) => !typeOnly).map(({ of }) => of),
    ]),
  );
  const done = new Set<string>();
  const walk = (module: string, trail: string[]): string[] => {
    const at = trail.indexOf(module);
    if (at >= 0) return [`${[...trail.slice(at), module].join(' → ')}: a cycle`];
    if (done.has(module)) return [];
    const found = (importsOf.get(module) ?? []).flatMap((next) => walk(next, [...trail, module]));
    done.add(module);
    return found;
  };
  return [...importsOf.keys()].flatMap((module) => walk(module, []));
};

export const breachesOfSize = (files: readonly SourceFile[]): string[] =>
  files
    .filter(({ lines }) => lines > maxLines)
    .map(({ path, lines }) => `${path}:${maxLines + 1} a file has at most ${maxLines} lines, not ${lines}`);

export const breachesOfNames = (files: readonly SourceFile[]): string[] =>
  files
    .filter(({ path }) => emptyNames.test(path) || !/^[a-z0-9./-]+$/.test(path))
    .map(({ path }) => `${path}:1 a file is named after what it is for, in kebab-case`);

export const breachesOfTypes = (files: readonly SourceFile[]): string[] =>
  files.flatMap(({ path, escapes }) =>
    escapes.map(({ line, what }) => `${path}:${line} ${what} tells the compiler to look away`),
  );
