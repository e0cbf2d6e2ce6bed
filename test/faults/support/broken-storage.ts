/** IndexedDB failures known from production, as self-contained scripts that run in the page before the tag. */

/** WebKit: open() never succeeds or fails. */
export const openHangs = (): void => {
  IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
};

export const openFails = (): void => {
  IDBFactory.prototype.open = () => {
    const request = { error: new DOMException('Internal error opening backing store', 'UnknownError') };
    setTimeout(() => (request as unknown as IDBOpenDBRequest).onerror?.(new Event('error')));
    return request as unknown as IDBOpenDBRequest;
  };
};

/** Firefox with site data blocked: localStorage and locks also throw. */
export const everythingThrows = (): void => {
  const refuse = (): never => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  Object.defineProperty(window, 'indexedDB', { get: refuse });
  Object.defineProperty(window, 'localStorage', { get: refuse });
  Object.defineProperty(window, 'sessionStorage', { get: refuse });
  Object.defineProperty(Navigator.prototype, 'locks', { get: refuse });
};

export const isUndefined = (): void => {
  Object.defineProperty(window, 'indexedDB', { value: undefined });
};

/** WebKit after a crash of its network process: once `storageIsBroken` is set, every transaction throws. */
export const losesItsServer = (): void => {
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...args) {
    if (!('storageIsBroken' in window)) return transaction.apply(this, args);
    throw new DOMException('Connection to Indexed Database server lost. Refresh the page', 'UnknownError');
  };
};

/** A transaction that never ends: neither complete nor abort. */
export const transactionsHang = (): void => {
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...args) {
    const made = transaction.apply(this, args);
    if (!('storageIsBroken' in window)) return made;
    Object.defineProperty(made, 'oncomplete', { set() {} });
    Object.defineProperty(made, 'onabort', { set() {} });
    return made;
  };
};

/** Every third put throws. */
export const putsFail = (): void => {
  const { put } = IDBObjectStore.prototype;
  let count = 0;
  IDBObjectStore.prototype.put = function (...args) {
    count++;
    if (count % 3 === 0) throw new DOMException('The data could not be written', 'DataError');
    return put.apply(this, args);
  };
};

export const commitsFail = (): void => {
  const { commit } = IDBTransaction.prototype;
  let count = 0;
  IDBTransaction.prototype.commit = function () {
    count++;
    if (count % 3 === 0) throw new DOMException('The transaction is not active', 'InvalidStateError');
    return commit.call(this);
  };
};

/** Chromium on a full disk: the request gets `success`, and then the whole transaction is aborted, without an error. */
export const abortsAfterSuccess = (): void => {
  const { put } = IDBObjectStore.prototype;
  const { commit } = IDBTransaction.prototype;
  let count = 0;
  const doomed = new WeakSet<IDBTransaction>();
  IDBObjectStore.prototype.put = function (...args) {
    const request = put.apply(this, args);
    count++;
    if (count % 2 === 0) {
      doomed.add(this.transaction);
      const { transaction } = this;
      request.addEventListener('success', () => transaction.abort());
    }
    return request;
  };
  IDBTransaction.prototype.commit = function () {
    if (!doomed.has(this)) commit.call(this);
  };
};
