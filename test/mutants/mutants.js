/** Known mistakes of similar software, each as a change of the source. A test must detect every one of them. */

/**
 * @typedef {object} Mutant
 * @property {string} name
 * @property {string} file
 * @property {string} from Occurs exactly once in the file.
 * @property {string} to
 */

/** @type {Mutant[]} */
export const mutants = [
  {
    name: 'delete before sending',
    file: 'src/chunks/drain/batch-sender.ts',
    from: '    try {\n      const result: SendResult =',
    to: '    try {\n      await claims.remove(batch);\n      const result: SendResult =',
  },
  {
    name: 'delete by count',
    file: 'src/chunks/drain/claim-store.ts',
    from: '  for (const { key } of rows) store.delete(key);',
    to: `        let left = rows.length;
        const first = store.openCursor();
        first.onsuccess = () => {
          const cursor = first.result;
          if (!cursor || left-- === 0) return;
          cursor.delete();
          cursor.continue();
        };`,
  },
  {
    name: "resolve on the request's success",
    file: 'src/outbox/transactions.ts',
    from: 'promisifyRequest(store.transaction).then(onStored)',
    // Requests succeed in order, and this request is the last one.
    to: 'promisifyRequest(store.count()).then(onStored)',
  },
  {
    name: 'no commit()',
    file: 'src/outbox/transactions.ts',
    from: '  commit(store);\n  return done;',
    to: '  return done;',
  },
  {
    name: 'a new id on retry',
    file: 'src/chunks/drain/claims.ts',
    from: '        for (const rest of unclaim(store, rows)) put(store, rest);\n',
    to: `        for (const rest of unclaim(store, rows)) put(store, rest);
        for (const { key, row } of rows)
          store.put({ ...row, body: { ...row.body, eventId: row.body.eventId.concat("+") } } as typeof row, key);`,
  },
  {
    name: 'no claim',
    file: 'src/chunks/drain/find-rows.ts',
    from: '          if (canWrite && taken.length) put(store, claim(taken));\n',
    to: '',
  },
];
