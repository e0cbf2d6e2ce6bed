/** The occurrences that the witness in the page recorded outside of it: see test/pages/witness.js. */
import type { Site } from '../../support/site';
import type { Visitor } from '../../support/visitor';

export interface Happened {
  /** The occurrences that the tag has reported as stored. */
  occurred: Set<string>;
  /** Those of which the tag has said that they are stored. */
  stored: Set<string>;
}

/** Most records arrive at the page server. Where requests fail, they are in the console. */
export const readHappened = (site: Site, visitor: Visitor, byDriver: Iterable<string>): Happened => {
  const lines = [...site.occurrences, ...visitor.console().map(({ text }) => text)].flatMap((text) =>
    text.split('\n'),
  );
  return {
    occurred: new Set([...idsOf(lines, 'occurred'), ...byDriver]),
    stored: new Set(idsOf(lines, 'stored')),
  };
};

const idsOf = (lines: readonly string[], what: string): string[] =>
  lines.flatMap((line) => new RegExp(`(?:^|\\s|")${what} ([\\w-]+-\\w+-\\d+)`).exec(line)?.[1] ?? []);
