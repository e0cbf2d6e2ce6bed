// @ts-nocheck
// Records every access of the page to storage, before the tag can replace or use anything.
globalThis.touched = [];
{
  const wrap = (owner, name, what) => {
    const native = owner[name];
    owner[name] = function (...args) {
      touched.push(`${what}.${name} ${args[0]}`);
      return native.apply(this, args);
    };
  };
  for (const name of ['getItem', 'setItem', 'removeItem', 'clear', 'key'])
    wrap(Storage.prototype, name, 'storage');
  for (const name of ['open', 'deleteDatabase', 'databases']) wrap(IDBFactory.prototype, name, 'indexedDB');
  if (globalThis.CacheStorage)
    for (const name of ['open', 'match', 'has', 'keys']) wrap(CacheStorage.prototype, name, 'caches');
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
  Object.defineProperty(Document.prototype, 'cookie', {
    ...cookie,
    get() {
      touched.push('cookie read');
      return cookie.get.call(this);
    },
    set(text) {
      touched.push(`cookie ${text}`);
      cookie.set.call(this, text);
    },
  });
  // Any use at all, also of members that have no method, like `localStorage.name`.
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore']) {
    let owner = window;
    while (owner && !Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner);
    if (!owner) continue;
    const { get } = Object.getOwnPropertyDescriptor(owner, name);
    Object.defineProperty(window, name, {
      configurable: true,
      get() {
        touched.push(name);
        return get.call(window);
      },
    });
  }
}
