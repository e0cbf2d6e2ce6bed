/** Matches a list in any order, with a given last member: an impression ends with the item of the interaction. */
export const membersEndingWith = (last: string, ...others: string[]) => ({
  asymmetricMatch: (given: unknown): boolean =>
    Array.isArray(given) &&
    given.at(-1) === last &&
    JSON.stringify([...given].sort()) === JSON.stringify([...others, last].sort()),
  toJSON: () => `${others.join(', ')} in any order, then ${last}`,
});
