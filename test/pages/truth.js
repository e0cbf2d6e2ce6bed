/**
 * An independent witness of the items in view, by geometry and frame by frame. It shares no code with the tag.
 *
 * A frame is a sample, so each stay in view has two durations: `atLeast`, from its first frame in view to the last, and
 * `atMost`, from the frame before to the frame after. On a busy machine they differ more, but both stay correct. The tag's
 * own timers are late there, too, by as much as frames are (`late`).
 *
 * Where other items or an element with `data-covers` overlap an item, 25 hit tests tell how much of it is covered. If
 * that is close to what is required, the item is visible for `atMost`, but not for `atLeast`.
 */
(() => {
  const SECOND_MS = 1000;
  /** Durations closer than this to one second may or may not have been counted. */
  const MARGIN_MS = 60;
  /** An item that is added later is found within this time, so its first moments may or may not count. */
  const FOUND_WITHIN_MS = 150;
  /** An item that was covered is tested again within this time. */
  const TESTED_WITHIN_MS = 400;

  /** @typedef {{ key: string, itemId: string, list: string | null, before: number, first: number, last: number, from: number | undefined, atLeast: number, atMost: number, late: number }} Stay */
  /** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */

  /** @type {Map<Element, Stay>} */
  const now = new Map();
  /** The latest time at which the tag had found an item. @type {WeakMap<Element, number>} */
  const found = new WeakMap();
  /** @type {Stay[]} */
  let ended = [];
  let lastFrame = 0;

  /** @param {Node} root @returns {Element[]} */
  const itemsIn = (root) =>
    [.../** @type {ParentNode & Node} */ (root).querySelectorAll('*')].flatMap((element) => [
      ...(element.hasAttribute('data-personalize-item-id') ? [element] : []),
      ...(element.shadowRoot ? itemsIn(element.shadowRoot) : []),
    ]);

  /** @param {Element} element @returns {Element | null} */
  const outer = (element) => {
    const next = element.assignedSlot ?? element.parentNode;
    return next instanceof ShadowRoot ? next.host : /** @type {Element | null} */ (next);
  };

  /** @param {Element | null} element @param {string[]} names */
  const nearest = (element, ...names) => {
    for (; element instanceof Element; element = outer(element)) {
      for (const name of names) {
        const value = element.getAttribute(`data-personalize-${name}`);
        if (value !== null) return value;
      }
    }
    return null;
  };

  /**
   * The part of an item that is in view, and the area that must be. `undefined` if that is too little.
   *
   * @param {Element} element @returns {(Box & { need: number, element: Element }) | undefined}
   */
  const partInView = (element) => {
    const box = element.getBoundingClientRect();
    const area = box.width * box.height;
    let [left, top, right, bottom] = [
      Math.max(0, box.left),
      Math.max(0, box.top),
      Math.min(document.documentElement.clientWidth, box.right),
      Math.min(innerHeight, box.bottom),
    ];
    if (area === 0 || right <= left || bottom <= top) return undefined;
    for (let each = outer(element); each instanceof Element; each = outer(each)) {
      if (each === document.body) break;
      if (getComputedStyle(each).overflow === 'visible') continue;
      const clip = each.getBoundingClientRect();
      [left, top] = [Math.max(left, clip.left), Math.max(top, clip.top)];
      [right, bottom] = [Math.min(right, clip.right), Math.min(bottom, clip.bottom)];
    }
    if (right <= left || bottom <= top) return undefined;
    const fitting =
      Math.min(box.width, document.documentElement.clientWidth) * Math.min(box.height, innerHeight);
    const need = fitting < area ? fitting * 0.5 : area * (area >= 242_500 ? 0.3 : 0.5);
    const isShown = element.checkVisibility({
      opacityProperty: true,
      visibilityProperty: true,
      contentVisibilityAuto: true,
    });
    return isShown && (right - left) * (bottom - top) >= need
      ? { left, top, right, bottom, need, element }
      : undefined;
  };

  /** @param {Element} inner @param {Element} element */
  const isInside = (inner, element) => {
    for (let each = /** @type {Element | null} */ (inner); each; each = outer(each))
      if (each === element) return true;
    return false;
  };

  /** @param {number} x @param {number} y */
  const topmostAt = (x, y) => {
    let found = document.elementFromPoint(x, y);
    for (;;) {
      const inner = found?.shadowRoot?.elementFromPoint(x, y);
      if (!inner || inner.getRootNode() !== found?.shadowRoot) return found;
      found = inner;
    }
  };

  /** @param {Box} a @param {Box} b */
  const overlap = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;

  /**
   * 2 if enough of the part is not covered, 1 if that is uncertain, 0 if not.
   *
   * @param {Box & { need: number, element: Element }} part
   * @param {(Box & { element: Element })[]} covers
   */
  const visibility = (part, covers) => {
    const { element, left, top, right, bottom, need } = part;
    const isCovered = covers.some(
      (each) => overlap(each, part) && !isInside(each.element, element) && !isInside(element, each.element),
    );
    if (!isCovered) return 2;
    let count = 0;
    for (let index = 0; index < 25; index++) {
      const x = left + (((index % 5) + 0.5) / 5) * (right - left);
      const y = top + ((Math.floor(index / 5) + 0.5) / 5) * (bottom - top);
      const hit = topmostAt(x, y);
      if (hit && (isInside(hit, element) || isInside(element, hit))) count++;
    }
    const share = (/** @type {number} */ of) => (of / 25) * (right - left) * (bottom - top);
    if (count === 25 || share(count - 3) >= need) return 2;
    return share(count + 3) >= need ? 1 : 0;
  };

  /** @param {Element} element @param {number} time */
  const end = (element, time) => {
    const stay = now.get(element);
    if (!stay) return;
    now.delete(element);
    ended.push({ ...stay, atMost: time - stay.before });
  };

  /** A node that was removed in this frame, for the same item of the same list. @param {string} key @param {Set<Element>} items */
  const replaced = (key, items) =>
    [...now].find(([element, stay]) => stay.key === key && !items.has(element));

  /** @param {number} time */
  const look = (time) => {
    const items = new Set(document.visibilityState === 'visible' ? itemsIn(document) : []);
    const parts = [...items].flatMap((element) => partInView(element) ?? []);
    const covers = [
      ...parts,
      ...[...document.querySelectorAll('[data-covers]')].map((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return { left, top, right, bottom, element };
      }),
    ];
    const visible = new Map(parts.map((part) => [part.element, visibility(part, covers)]));
    for (const element of items) {
      if (!found.has(element)) found.set(element, time + FOUND_WITHIN_MS);
      const itemId = element.getAttribute('data-personalize-item-id') ?? '';
      const list = nearest(element, 'list');
      const key = `${itemId} in ${list}`;
      const level = nearest(element, 'ignore') === null ? (visible.get(element) ?? 0) : 0;
      if (visible.has(element) && level < 2) found.set(element, time + TESTED_WITHIN_MS);
      if (!level || now.get(element)?.key !== key) end(element, time);
      if (!level) continue;
      const [previous, kept] = replaced(key, items) ?? [];
      if (previous && !now.has(element)) now.delete(previous);
      const foundAt = found.get(element) ?? time;
      const started = {
        key,
        itemId,
        list,
        before: lastFrame,
        first: time,
        from: undefined,
        atLeast: 0,
        atMost: 0,
        late: 0,
      };
      const stay = now.get(element) ?? kept ?? started;
      const from = level === 2 ? (stay.from ?? Math.max(time, foundAt)) : undefined;
      // A node that replaces another one may not be found yet.
      const lasted = from === undefined || time < foundAt ? 0 : time - from;
      const late = stay === started ? 0 : Math.max(stay.late, time - lastFrame);
      now.set(element, { ...stay, last: time, from, atLeast: Math.max(stay.atLeast, lasted), late });
    }
    for (const element of [...now.keys()]) if (!items.has(element)) end(element, time);
    lastFrame = time;
  };

  const frame = () => {
    look(performance.now());
    requestAnimationFrame(frame);
  };
  frame();
  document.addEventListener('visibilitychange', () => look(performance.now()));

  /**
   * The items seen so far (in a list, if one is given): those that must have been counted, and those that may have
   * been.
   */
  const seenSoFar = (/** @type {string | null | undefined} */ list) => {
    const time = performance.now();
    const stays = [...ended, ...[...now.values()].map((stay) => ({ ...stay, atMost: time - stay.before }))]
      .filter((stay) => list === undefined || stay.list === list)
      .map(({ key, itemId, atLeast, atMost, late }) => ({ key, itemId, atLeast, atMost, late }));
    const sure = stays.filter(({ atLeast, late }) => atLeast >= SECOND_MS + MARGIN_MS + late);
    const perhaps = stays.filter(({ atMost }) => atMost >= SECOND_MS - MARGIN_MS);
    const ids = (/** @type {typeof stays} */ of) => [...new Set(of.map(({ itemId }) => itemId))];
    return { sure: ids(sure), perhaps: ids(perhaps), stays };
  };

  const CLICKS = 'truth.clicks';
  /** The witness's record at each click on an item, stored because a click may navigate. */
  const clicks = () => JSON.parse(sessionStorage.getItem(CLICKS) ?? '[]');
  addEventListener(
    'click',
    ({ target, isTrusted }) => {
      const element = /** @type {Element} */ (target);
      const itemId = nearest(element, 'item-id');
      const list = nearest(element, 'list');
      if (!isTrusted || !itemId) return;
      const { sure, perhaps } = seenSoFar(list);
      const recommendationId = nearest(element, 'recommendation-id');
      const click = { itemId, list, recommendationId, sure, perhaps };
      sessionStorage.setItem(CLICKS, JSON.stringify([...clicks(), click]));
    },
    true,
  );

  Object.assign(globalThis, {
    truth: {
      seenSoFar,
      clicks,
      /** How long the item has been in view. @param {string} itemId */
      stay: (itemId) =>
        Math.max(
          0,
          ...[...now.values()]
            .filter((each) => each.itemId === itemId)
            .map(({ first, last }) => last - first),
        ),
      /** Starts a new page view: items seen before no longer count. */
      restart: () => {
        now.clear();
        ended = [];
      },
    },
  });
})();
