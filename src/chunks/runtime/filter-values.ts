/**
 * Formats the value of a filter parameter for Personalize: each value in double quotes, several separated by commas.
 *
 * https://docs.aws.amazon.com/personalize/latest/dg/filter-real-time.html
 */

/** A page that follows the guide may already have added the quotes. */
const QUOTED = /^"[^"]*"(,"[^"]*")*$/;

/** `undefined` if the value is not allowed: a quotation mark cannot be escaped, and an empty value has no meaning. */
export function toFilterValue(given: unknown): string | undefined {
  if (typeof given === 'string' && QUOTED.test(given)) return given;
  const values = (Array.isArray(given) ? given : [given]).map((each) =>
    /^(string|number|boolean)$/.test(typeof each) && /^[^"]+$/.test(`${each}`) ? `"${each}"` : '',
  );
  return values.every(Boolean) ? values.join() || undefined : undefined;
}
