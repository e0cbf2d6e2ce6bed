/**
 * An independent witness of the items in view, by geometry only and frame by frame. It shares no code with the tag.
 *
 * A frame is a sample, so each stay in view has two durations: `atLeast`, from its first frame in view to the last, and
 * `atMost`, from the frame before to the frame after. On a busy machine they differ more, but both stay correct.
 */
(() => {
  const SECOND_MS = 1000;
  /** Durations closer than this to one second may or may not have been counted. */
  const MARGIN_MS = 60;
  /** An item that is added later is found within this time, so its first moments may or may not count. */
  const FOUND_WITHIN_MS = 150;

  /** @typedef {{ key: string, itemId: string, list: string | null, before: number, first: number, last: number, found: number, atMost: number }} Stay */

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

  /** @param {Element} element */
  const isSeen = (element) => {
    const box = element.getBoundingClientRect();
    const area = box.width * box.height;
    let [left, top, right, bottom] = [
      Math.max(0, box.left),
      Math.max(0, box.top),
      Math.min(document.documentElement.clientWidth, box.right),
      Math.min(innerHeight, box.bottom),
    ];
    if (area === 0 || right <= left || bottom <= top) return false;
    for (let each = outer(element); each instanceof Element; each = outer(each)) {
      if (each === document.body) break;
      if (getComputedStyle(each).overflow === 'visible') continue;
      const clip = each.getBoundingClientRect();
      [left, top] = [Math.max(left, clip.left), Math.max(top, clip.top)];
      [right, bottom] = [Math.min(right, clip.right), Math.min(bottom, clip.bottom)];
    }
    if (right <= left || bottom <= top) return false;
    const fitting =
      Math.min(box.width, document.documentElement.clientWidth) * Math.min(box.height, innerHeight);
    const need = fitting < area ? fitting * 0.5 : area * (area >= 242_500 ? 0.3 : 0.5);
    return (
      (right - left) * (bottom - top) >= need &&
      element.checkVisibility({
        opacityProperty: true,
        visibilityProperty: true,
        contentVisibilityAuto: true,
      })
    );
  };

  /** @param {Element} element @param {number} time */
  const end = (element, time) => {
    const stay = now.get(element);
    if (!stay) return;
    now.delete(element);
    ended.push({ ...stay, atMost: time - stay.before });
  };

  /** @param {number} time */
  const look = (time) => {
    const items = new Set(document.visibilityState === 'visible' ? itemsIn(document) : []);
    for (const element of [...now.keys()]) if (!items.has(element)) end(element, time);
    for (const element of items) {
      if (!found.has(element)) found.set(element, time + FOUND_WITHIN_MS);
      const itemId = element.getAttribute('data-personalize-item-id') ?? '';
      const list = nearest(element, 'list');
      const key = `${itemId} in ${list}`;
      const seen = isSeen(element) && nearest(element, 'ignore') === null;
      if (!seen || now.get(element)?.key !== key) end(element, time);
      if (!seen) continue;
      const stay = now.get(element) ?? {
        key,
        itemId,
        list,
        before: lastFrame,
        first: time,
        last: time,
        found: found.get(element) ?? time,
        atMost: 0,
      };
      now.set(element, { ...stay, last: time });
    }
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
      .map(({ key, itemId, first, last, found, atMost }) => ({
        key,
        itemId,
        atLeast: last - Math.max(first, found),
        atMost,
      }));
    const sure = stays.filter(({ atLeast }) => atLeast >= SECOND_MS + MARGIN_MS);
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
