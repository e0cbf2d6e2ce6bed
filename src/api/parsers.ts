/** Parses values of options. */

import { toNumber, toText } from '../core/limits';

export type Warn = (message: string) => void;
/** Returns the value as the configuration has it, or `undefined` if it is invalid. */
export type Parse<T> = (given: unknown, path: string, warn: Warn) => T | undefined;

// Attributes of a script tag are strings, so numbers and booleans may be strings too.
export const toBoolean = (given: unknown): boolean | undefined => {
  if (given === true || given === 'true' || given === '') return true;
  return given === false || given === 'false' ? false : undefined;
};
export const number =
  (min: number, max = Infinity): Parse<number> =>
  (given) => {
    const amount = toNumber(given) as number;
    return amount >= min && amount <= max ? amount : undefined;
  };
export const text =
  (pattern: RegExp) =>
  (given: unknown): string | undefined =>
    typeof given === 'string' && pattern.test(given) ? given : undefined;
export const anyText = toText(256);
export const object = <T>(given: unknown): T | undefined =>
  typeof given === 'object' ? (given as T) : undefined;
export const fn = <T>(given: unknown): T | undefined =>
  typeof given === 'function' ? (given as T) : undefined;
export const url: Parse<string> = (given) => {
  try {
    if (/^http/.test(new URL(given as string, location.href).protocol)) return anyText(given);
  } catch {
    // The caller warns, as for any other invalid value.
  }
  return undefined;
};
export const arn = text(/^arn:[a-z\d-]+:personalize:.*:.*:.+$/);
