/** Takes the members that an operation knows from a request, each checked by its rule. */

import { failure } from '../../browser/failure';
import { formatValue, isRecord } from '../../core/limits';

/** A request of the page, which may be anything. */
export type Given = Record<string, unknown>;
export type Warn = (message: string) => void;
/** Returns the value to send, or `undefined` if it is invalid. */
export type Parse<T> = (given: unknown) => T | undefined;
export type Rule<T = unknown> = readonly [parse: Parse<T>, expected: string];
type Rules = Record<string, Rule>;
/** The members with the types of their rules; `undefined` if not given. */
type Taken<R extends Rules> = { [N in keyof R]: R[N] extends Rule<infer T> ? T | undefined : never };

/** Members that the tag handles itself and does not send. */
const TAG_MEMBERS = ['signal', 'timeoutMs', 'cacheMs', 'metricAttribution'];

/** Warns about unknown members, and throws an `InvalidInputException` for an invalid value. `path` is for messages. */
export function takeMembers<R extends Rules>(given: Given, rules: R, path: string, warn: Warn): Taken<R> {
  for (const name of Object.keys(given)) {
    if (given[name] != null && !(name in rules) && !TAG_MEMBERS.includes(name))
      warn(`${path}${name} is not a member of the request: ignored`);
  }
  const taken: Record<string, unknown> = {};
  for (const [name, [parse, expected]] of Object.entries(rules)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value == null) continue;
    taken[name] = parse(value);
    if (taken[name] === undefined) {
      const shown = Array.isArray(value)
        ? `a list of ${value.length}`
        : isRecord(value)
          ? JSON.stringify(value)
          : value;
      throw failure('InvalidInputException', `${path}${name} ${formatValue(shown)} is not ${expected}`);
    }
  }
  return taken as Taken<R>;
}
