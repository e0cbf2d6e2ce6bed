/**
 * Built-ins as old libraries change them: replaced by an earlier implementation, or extended with enumerable members.
 * Each is a self-contained script that runs before the tag.
 *
 * Not included: `Array.prototype.reduce` of Prototype.js before 1.6.1, which takes no function. The AWS SDK uses
 * reduce.
 */

export const builtIns: Record<string, () => void> = {
  'Array.prototype.entries returns an array': () => {
    Array.prototype.entries = function (this: unknown[]) {
      return this.slice();
    } as never;
  },
  'no Array.prototype.entries, keys, values, at, flat, findLast': () => {
    for (const name of ['entries', 'keys', 'values', 'at', 'flat', 'findLast', 'findLastIndex', 'copyWithin'])
      Reflect.deleteProperty(Array.prototype, name);
  },
  'Array.from accepts only array-likes': () => {
    Array.from = ((given: ArrayLike<unknown> | undefined) => {
      let length = given?.length || 0;
      const made = new Array(length);
      while (length--) made[length] = given?.[length];
      return made;
    }) as never;
  },
  'Array.prototype.toJSON returns a string': () => {
    Object.assign(Array.prototype, {
      toJSON(this: unknown[]) {
        const texts = [];
        for (let at = 0; at < this.length; at++) texts.push(JSON.stringify(this[at]));
        return `[${texts.join(', ')}]`;
      },
    });
  },
  'Date.prototype.toJSON returns a quoted string': () => {
    Date.prototype.toJSON = function () {
      return `"${this.toISOString().slice(0, 19)}Z"`;
    };
  },
  'toJSON of strings, numbers and booleans': () => {
    for (const { prototype } of [String, Number, Boolean])
      Object.assign(prototype, {
        toJSON(this: unknown) {
          return JSON.stringify(String(this));
        },
      });
  },
  'Array.prototype.find, includes, indexOf, flatMap, filter, map, some, every': () => {
    type Fn = (each: unknown, at?: number) => unknown;
    const each = (list: unknown[], fn: Fn) => {
      for (let at = 0; at < list.length; at++) if (at in list) fn(list[at], at);
    };
    Object.assign(Array.prototype, {
      find(this: unknown[], fn: Fn) {
        for (let at = 0; at < this.length; at++) if (fn(this[at], at)) return this[at];
        return undefined;
      },
      includes(this: unknown[], value: unknown) {
        return this.indexOf(value) !== -1;
      },
      indexOf(this: unknown[], value: unknown) {
        for (let at = 0; at < this.length; at++) if (this[at] === value) return at;
        return -1;
      },
      flatMap(this: unknown[], fn: Fn) {
        return [].concat(...(this.map(fn) as never[]));
      },
      filter(this: unknown[], fn: Fn) {
        const made: unknown[] = [];
        each(this, (one, at) => fn(one, at) && made.push(one));
        return made;
      },
      map(this: unknown[], fn: Fn) {
        const made: unknown[] = [];
        each(this, (one, at) => made.push(fn(one, at)));
        return made;
      },
      some(this: unknown[], fn: Fn) {
        let is = false;
        each(this, (one, at) => {
          is = is || !!fn(one, at);
        });
        return is;
      },
      every(this: unknown[], fn: Fn) {
        return !this.some((one, at) => !fn(one, at));
      },
    });
  },
  'Array.prototype.reverse and concat of an old library': () => {
    const { reverse, concat } = Array.prototype;
    Object.assign(Array.prototype, {
      reverse(this: unknown[], inline?: boolean) {
        return reverse.call(inline === false ? this.slice() : this);
      },
      concat(this: unknown[], ...others: unknown[][]) {
        return concat.apply(this.slice(), others);
      },
    });
  },
  'Object.keys and values include inherited members': () => {
    const keysOf = (given: object) => {
      const keys = [];
      for (const key in given) keys.push(key);
      return keys;
    };
    Object.keys = keysOf;
    Object.values = ((given: Record<string, unknown>) => keysOf(given).map((key) => given[key])) as never;
  },
  'Object.entries, assign and fromEntries accept only lists': () => {
    Object.entries = ((given: Record<string, unknown>) =>
      Object.keys(given).map((key) => [key, given[key]])) as never;
    const isOwn = Object.prototype.hasOwnProperty;
    Object.assign = ((to: Record<string, unknown>, ...given: Record<string, unknown>[]) => {
      for (let at = 0; at < given.length; at++)
        for (const key in given[at]) if (isOwn.call(given[at], key)) to[key] = given[at]?.[key];
      return to;
    }) as never;
    Object.fromEntries = ((entries: ArrayLike<[string, unknown]>) => {
      const made: Record<string, unknown> = {};
      for (let at = 0; at < entries.length; at++) {
        const [key, value] = entries[at] as [string, unknown];
        made[key] = value;
      }
      return made;
    }) as never;
  },
  'Function.prototype.bind without support for new': () => {
    Function.prototype.bind = function (
      this: (...args: unknown[]) => unknown,
      to: unknown,
      ...first: unknown[]
    ) {
      if (arguments.length < 2 && to === undefined) return this;
      return (...rest: unknown[]) => this.apply(to, [...first, ...rest]);
    } as never;
  },
  'Function.prototype.bind drops the bound arguments': () => {
    Function.prototype.bind = function (this: (...args: unknown[]) => unknown, to: unknown) {
      return (...rest: unknown[]) => this.apply(to, rest);
    } as never;
  },
  'MessageChannel delivers no message': () => {
    window.MessageChannel = class {
      port1 = {};
      port2 = { postMessage: () => {} };
    } as never;
  },
  'String.prototype.startsWith, endsWith, includes, trim, replaceAll, matchAll, padStart, at': () => {
    Object.assign(String.prototype, {
      startsWith(this: string, pattern: string) {
        return this.lastIndexOf(pattern, 0) === 0;
      },
      endsWith(this: string, pattern: string) {
        const from = this.length - pattern.length;
        return from >= 0 && this.indexOf(pattern, from) === from;
      },
      includes(this: string, pattern: string) {
        return this.indexOf(pattern) > -1;
      },
      trim(this: string) {
        return this.replace(/^\s+/, '').replace(/\s+$/, '');
      },
      replaceAll(this: string, pattern: string, by: string) {
        return this.split(pattern).join(by);
      },
      matchAll(this: string, pattern: RegExp) {
        const found = [];
        for (let one = pattern.exec(this); one; one = pattern.exec(this)) found.push(one);
        return found;
      },
      padStart(this: string, length: number, by = ' ') {
        let text = String(this);
        while (text.length < length) text = by + text;
        return text;
      },
    });
    Reflect.deleteProperty(String.prototype, 'at');
  },
  'Element.prototype.remove, matches, closest': () => {
    const { matches } = Element.prototype;
    Object.assign(Element.prototype, {
      remove(this: Element) {
        this.parentNode?.removeChild(this);
        return this;
      },
      matches(this: Element, selector: string) {
        return matches.call(this, selector);
      },
      closest(this: Element, selector: string) {
        for (let at: Element | null = this; at; at = at.parentElement) if (at.matches(selector)) return at;
        return null;
      },
    });
  },
  'Promise of a library, without finally, allSettled and any': () => {
    type Fn = (value: unknown) => unknown;
    class Old {
      // biome-ignore lint/suspicious/noThenProperty: it is a Promise.
      then: (onFulfilled?: Fn, onRejected?: Fn) => Old;
      constructor(work: (resolve: Fn, reject: Fn) => void) {
        let waiting: (() => void)[] | undefined = [];
        let result: [isFulfilled: boolean, value: unknown] = [true, undefined];
        let isResolved = false;
        const settle = (isFulfilled: boolean) => (value: unknown) => {
          result = [isFulfilled, value];
          for (const notify of waiting ?? []) queueMicrotask(notify);
          waiting = undefined;
        };
        const once = (fn: Fn) => (value: unknown) => {
          if (!isResolved) fn(value);
        };
        const reject = once((error) => {
          isResolved = true;
          settle(false)(error);
        });
        const resolve = once((value) => {
          isResolved = true;
          try {
            const then = (value as { then?: (...fns: Fn[]) => void } | null)?.then;
            if (typeof then === 'function') then.call(value, settle(true), settle(false));
            else settle(true)(value);
          } catch (error) {
            settle(false)(error);
          }
        });
        // biome-ignore lint/suspicious/noThenProperty: it is a Promise.
        this.then = (onFulfilled, onRejected) =>
          new Old((resolveNext, rejectNext) => {
            const notify = () => {
              const [isFulfilled, value] = result;
              const fn = isFulfilled ? onFulfilled : onRejected;
              try {
                if (typeof fn === 'function') resolveNext(fn(value));
                else (isFulfilled ? resolveNext : rejectNext)(value);
              } catch (error) {
                rejectNext(error);
              }
            };
            if (waiting) waiting.push(notify);
            else queueMicrotask(notify);
          });
        try {
          work(resolve, reject);
        } catch (error) {
          reject(error);
        }
      }
      catch(onRejected: Fn) {
        return this.then(undefined, onRejected);
      }
      static resolve(value: unknown) {
        return new Old((resolve) => resolve(value));
      }
      static reject(error: unknown) {
        return new Old((_, reject) => reject(error));
      }
      static race(list: Iterable<unknown>) {
        return new Old((resolve, reject) => {
          for (const each of list) Old.resolve(each).then(resolve, reject);
        });
      }
      static all(list: Iterable<unknown>) {
        return new Old((resolve, reject) => {
          const all = [...list];
          let left = all.length;
          if (!left) resolve(all);
          all.forEach((each, at) => {
            Old.resolve(each).then((value) => {
              all[at] = value;
              if (!--left) resolve(all);
              return undefined;
            }, reject);
          });
        });
      }
    }
    window.Promise = Old as never;
  },
  'Map, Set and WeakMap accept only arrays': () => {
    for (const name of ['Map', 'Set', 'WeakMap', 'WeakSet'] as const) {
      const Real = window[name] as new (list?: unknown) => object;
      (window as unknown as Record<string, unknown>)[name] = class extends Real {
        constructor(list?: unknown) {
          if (list && !Array.isArray(list)) throw new TypeError('not a list');
          super(list);
        }
      };
    }
  },
  'Date.now creates a Date': () => {
    Date.now = () => +new Date();
  },
  'Number.isFinite, isInteger, isNaN of an old library': () => {
    Number.isFinite = isFinite as never;
    Number.isNaN = ((given: unknown) => typeof given === 'number' && !(given <= 0 || given > 0)) as never;
    Number.isInteger = ((given: number) => given % 1 === 0) as never;
  },
  'node lists without an iterator': () => {
    for (const { prototype } of [NodeList, HTMLCollection])
      Reflect.deleteProperty(prototype, Symbol.iterator);
  },
  'Array.prototype with enumerable members': () => {
    for (const name of [
      'each',
      'uniq',
      'unique',
      'contains',
      'last',
      'without',
      'remove',
      'size',
      'clear',
      'group',
    ])
      (Array.prototype as unknown as Record<string, unknown>)[name] = () => {
        throw new Error('must not be called');
      };
  },
  'Object.prototype with enumerable members': () => {
    for (const name of ['extend', 'forEach', 'size', 'each', 'map', 'toJSONString'])
      (Object.prototype as unknown as Record<string, unknown>)[name] = () => {
        throw new Error('must not be called');
      };
  },
};
