/** Pages that add and remove nodes continuously. */

(() => {
  const list = /** @type {HTMLElement} */ (document.querySelector('#list'));

  /**
   * Waits for the next task: microtasks of this one, such as MutationObserver callbacks, have run by then.
   *
   * @returns {Promise<void>}
   */
  const nextTask = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(0);
    });

  /** @param {number} number */
  const makeRow = (number) => {
    const row = document.createElement('div');
    row.className = 'row';
    row.dataset.personalizeItemId = `item-${number}`;
    row.innerHTML = `<a href="#${number}"><b>Product ${number}</b></a> <i>12.50</i> <button type="button">Add</button>`;
    return row;
  };

  /** @type {Record<string, () => Promise<void>>} */
  const cases = {
    async oneByOne() {
      for (let at = 0; at < 10_000; at++) {
        const paragraph = document.createElement('p');
        list.append(paragraph);
        paragraph.remove();
      }
      await nextTask();
    },
    async windowedList() {
      /** @type {Element[]} */
      let rows = [];
      for (let turn = 0; turn < 200; turn++) {
        for (const row of rows) row.remove();
        rows = Array.from({ length: 20 }, (_, at) => makeRow((20 * turn + at) % 1000));
        for (const row of rows) list.append(row);
        list.getBoundingClientRect();
        await nextTask();
      }
      list.replaceChildren();
    },
    async undefinedElements() {
      for (let turn = 0; turn < 20; turn++) {
        const elements = Array.from({ length: 200 }, () => document.createElement('x-never-defined'));
        for (const element of elements) list.append(element);
        await nextTask();
        for (const element of elements) element.remove();
      }
      await nextTask();
    },
    async oneNodeMoved() {
      const row = makeRow(0);
      for (let at = 0; at < 10_000; at++) list.append(row);
      await nextTask();
      row.remove();
    },
    async attributes() {
      for (let at = 0; at < 10_000; at++) list.className = `turn-${at % 2}`;
      await nextTask();
    },
  };

  /**
   * The minimum of some rounds in milliseconds, which excludes other work of the machine.
   *
   * @param {string} name
   * @param {number} rounds
   */
  const churn = async (name, rounds) => {
    const times = [];
    for (let round = 0; round < rounds; round++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const start = performance.now();
      await cases[name]?.();
      times.push(performance.now() - start);
    }
    return Math.min(...times);
  };

  /** An item that sends a view event. @param {string} itemId */
  const makeItem = (itemId) => {
    const item = document.createElement('span');
    item.dataset.personalizeItemId = itemId;
    item.dataset.personalizeOn = 'view';
    item.textContent = itemId;
    item.style.display = 'inline-block';
    return item;
  };

  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

  Object.assign(globalThis, { churn, churnPage: { makeItem, frame } });
})();
