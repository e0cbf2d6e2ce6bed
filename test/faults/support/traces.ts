/** The data of the tag in the browser: none after `forget()`. */

import type { Stage } from './stage';
import { databaseName } from './store';

/** Reads every key of the storages, and every row and claim of the database. Runs in the page. */
const readTraces = async (database: string): Promise<string[]> => {
  const open = indexedDB.open(database);
  await new Promise((resolve, reject) => {
    open.onsuccess = resolve;
    open.onerror = reject;
  });
  const name = open.result.objectStoreNames[0] as string;
  const keys = open.result.transaction(name).objectStore(name).getAllKeys();
  await new Promise((resolve) => {
    keys.onsuccess = resolve;
  });
  open.result.close();
  return [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...keys.result.map(String)];
};

/** Without the session, which is created again at the first read. */
export const tracesIn = async ({ visitor }: Stage): Promise<string[]> =>
  (await visitor.evaluate(readTraces, databaseName)).filter((key) => key !== 'personalize.session');
