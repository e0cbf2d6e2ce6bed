/**
 * Formats the matrix as text: one row per fault, one column per engine. Several scenarios of one fault share a cell.
 */
import type { Measured } from './oracle';

export interface Outcome {
  fault: number;
  engine: string;
  title: string;
  status: 'passed' | 'failed' | 'not injected' | 'not run';
  why?: string;
  measured?: Measured;
  notes: Record<string, [number, number]>;
}

const faults = 46;
const engines = ['chromium', 'firefox', 'webkit'];

export const toMatrix = (outcomes: readonly Outcome[]): string => {
  const columns = engines.filter((engine) => outcomes.some((each) => each.engine === engine));
  const rows = Array.from({ length: faults }, (_, index) => index + 1)
    .map((fault) => ({ fault, of: outcomes.filter((each) => each.fault === fault) }))
    .filter(({ of }) => of.length > 0)
    .map(({ fault, of }) => [
      `F${fault}`,
      ...columns.map((engine) => toCell(of.filter((each) => each.engine === engine))),
    ]);
  return [
    'Each cell: verdict · occurrences / accepted / distinct / lost (+ excused) · copies per id, most and mean · PutEvents',
    '',
    ...toTable(['', ...columns], rows),
    '',
    ...toReasons(outcomes),
  ].join('\n');
};

/** Shares counted by scenarios: the survival curve of F7, and events on the wire before a recovery visit. */
export const toShares = (outcomes: readonly Outcome[]): string => {
  const columns = engines.filter((engine) => outcomes.some((each) => each.engine === engine));
  const names = [...new Set(outcomes.flatMap(({ notes }) => Object.keys(notes)))];
  const cell = (engine: string, name: string): string => {
    const found = outcomes.flatMap((each) => (each.engine === engine && each.notes[name]) || []);
    const [hits, all] = [0, 1].map((at) => found.filter((_, n) => n % 2 === at).reduce((a, b) => a + b, 0));
    return all ? `${hits} of ${all}` : '';
  };
  const rows = names.map((name) => [name, ...columns.map((engine) => cell(engine, name))]);
  return names.length > 0 ? toTable(['share', ...columns], rows).join('\n') : '';
};

const toCell = (of: readonly Outcome[]): string => {
  const ran = of.filter(({ status }) => status === 'passed' || status === 'failed');
  if (ran.length === 0) return of.some(({ status }) => status === 'not run') ? 'not run' : '–';
  const all = ran.flatMap(({ measured }) => measured ?? []);
  const sum = (of: (each: Measured) => number): number => all.reduce((total, each) => total + of(each), 0);
  const failed = ran.filter(({ status }) => status === 'failed').length;
  const verdict = failed === 0 ? 'pass' : `FAIL ${failed} of ${ran.length}`;
  if (all.length === 0) return verdict;
  const [accepted, distinct, excused] = [
    sum((m) => m.accepted),
    sum((m) => m.distinct),
    sum((m) => m.excused),
  ];
  const counts = [sum((m) => m.occurrences), accepted, distinct, sum((m) => m.lost)].join('/');
  const most = Math.max(...all.map(({ maxCopies }) => maxCopies));
  const copies = `${most} · ${(accepted / Math.max(1, distinct)).toFixed(2)}`;
  return `${verdict} ${counts}${excused > 0 ? `+${excused}` : ''} · ${copies} · ${sum((m) => m.requests)}`;
};

/** The reasons for dashes and failures. */
const toReasons = (outcomes: readonly Outcome[]): string[] =>
  outcomes
    .filter(({ status }) => status !== 'passed')
    .sort((a, b) => a.fault - b.fault)
    .map(({ status, engine, title, why }) => {
      const said = (why ?? '').split('\n').slice(0, 8).join(' ').slice(0, 400);
      return `- ${status === 'failed' ? 'FAIL' : '–'} ${engine}, ${title}: ${status === 'not run' ? status : said}`;
    });

const toTable = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => {
  const widths = head.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
};
