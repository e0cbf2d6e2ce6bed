/**
 * Values of a filter's parameters as Personalize wants them: each in quotes of its own, several after commas.
 *
 * https://docs.aws.amazon.com/personalize/latest/dg/filter-real-time.html
 */

/** Somebody who has read the guide may have written the quotes. */
const QUOTED = /^"[^"]*"(,"[^"]*")*$/;

/** `undefined` where there is no way to write it: nothing escapes a quotation mark, and nothing is no value. */
export function toFilterValue(given: unknown): string | undefined {
  if (typeof given === 'string' && QUOTED.test(given)) return given;
  const values = (Array.isArray(given) ? given : [given]).map((each) =>
    /^(string|number|boolean)$/.test(typeof each) && /^[^"]+$/.test(`${each}`) ? `"${each}"` : '',
  );
  return values.every(Boolean) ? values.join() || undefined : undefined;
}
