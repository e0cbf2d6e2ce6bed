/** Page environments that interfere with the tag, as self-contained scripts that run before it. */

export const hostile: Record<string, () => void> = {
  'fetch, Promise and Date wrapped': () => {
    const { fetch, Promise: RealPromise, Date: RealDate } = window;
    window.fetch = (...args) => fetch(...args).then((response) => response);
    window.Promise = class Wrapped<T> extends RealPromise<T> {} as PromiseConstructor;
    window.Date = class extends RealDate {} as DateConstructor;
  },
  'toJSON as in Prototype.js': () => {
    for (const type of [Array, String, Number, Date]) {
      Object.defineProperty(type.prototype, 'toJSON', {
        configurable: true,
        value(this: unknown) {
          return type === Date ? String(this) : this;
        },
      });
    }
  },
  'Array.prototype with enumerable extras': () => {
    Object.assign(Array.prototype, {
      each() {
        throw new Error('must not be called');
      },
      last: 'not a function',
    });
  },
  'Object.prototype polluted': () => {
    Object.assign(Object.prototype, {
      polluted: 'yes',
      claim: { owner: 'nobody', until: 9e15 },
      retry: 'no',
    });
  },
  'globals frozen': () => {
    for (const each of [
      Object,
      Array,
      Promise,
      JSON,
      Date,
      Array.prototype,
      Promise.prototype,
      Object.prototype,
    ]) {
      Object.freeze(each);
    }
  },
};
