/** The kinds of values in a request: texts, numbers, maps and lists, each within the limits of a member. */

import { plainArray } from '../../browser/to-json';
import { isRecord } from '../../core/limits';
import type { Parse, Rule } from './take-members';

export const arn = (kind: string): Rule<string> => [
  text(256, new RegExp(`^arn:[a-z\\d-]+:personalize:.*:.*:${kind}/.+`)),
  `the ARN of a ${kind}`,
];

export function text(max: number, pattern = /^/): Parse<string> {
  return (given) =>
    typeof given === 'string' && given.length <= max && pattern.test(given) ? given : undefined;
}

export const integer = (min: number, max: number): Rule<number> => [
  (given) => {
    const number = Number(given);
    return Number.isInteger(given) && number >= min && number <= max ? number : undefined;
  },
  `a whole number from ${min} to ${max}`,
];

/** An object whose names consist of letters, digits and `_`. */
export const map =
  (max: number, maxLength: number, value: Parse<string>): Parse<Record<string, string>> =>
  (given) => {
    const names = isRecord(given) ? Object.keys(given) : [''];
    if (names.length > max) return;
    const entries = names.map((name) => [
      text(maxLength, /^\w+$/)(name),
      text(1000)(value((given as Record<string, unknown>)[name])),
    ]);
    return entries.every(([name, each]) => name && each !== undefined)
      ? Object.fromEntries(entries)
      : undefined;
  };

export const list =
  <T>(min: number, max: number, each: Parse<T>): Parse<T[]> =>
  (given) => {
    if (!Array.isArray(given) || given.length < min || given.length > max) return;
    const parsed = given.map(each);
    return parsed.includes(undefined) ? undefined : plainArray(parsed as T[]);
  };
