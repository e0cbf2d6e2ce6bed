/** Reads the occurrences that the witness has recorded outside of the page: see test/pages/witness.js. */
import type { Site } from '../../support/site';
import type { Visitor } from '../../support/visitor';

export interface Happened {
  /** All occurrences, recorded by the witness or by the driver. */
  occurred: Set<string>;
  /** The occurrences that the tag has reported as stored. */
  stored: Set<string>;
}

/** Most records arrive at the server of the site. Records whose request failed are in the console. */
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
