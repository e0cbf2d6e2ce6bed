/**
 * Random actions that move some of very many items into view or around. Each is chosen by a seed, so that a run can be
 * repeated.
 */
(() => {
  /** @typedef {{ next(): number, between(from: number, to: number): number, oneOf(all: readonly any[]): any }} Random */
  /**
   * @type {{
   *   ITEM: string,
   *   createRandom(seed: number): Random,
   *   cards(count: number, name: string): string,
   *   listed(count: number, name: string): string,
   *   all(selector: string): HTMLElement[],
   *   items(): HTMLElement[],
   *   number(): number,
   * }}
   */
  const { ITEM, createRandom, cards, listed, all, items, number } = Reflect.get(globalThis, 'crowd');
  const MADE = 'data-made';
  const boxes = () => all('.box');
  const height = () => document.documentElement.scrollHeight;

  /** The distance an element must move down to be well in view. @param {Element} element @param {Random} random */
  const way = (element, { between }) =>
    Math.round(between(0, Math.max(0, innerHeight - 130)) - element.getBoundingClientRect().top);
  /** @param {Element} element */
  const isClipped = (element) =>
    element.closest('.box, .stage, .slots') !== null || element.getRootNode() !== document;

  /** An item, or one of its ancestors. @param {Random} random @returns {[Element, HTMLElement]} */
  const chosen = ({ oneOf, next }) => {
    // Mostly one that can come into view: it takes up space, and nothing clips it.
    const free = items().filter((each) => each.offsetHeight && !isClipped(each));
    const item = oneOf(free.length && next() < 0.8 ? free : items());
    let moved = item;
    while (next() < 0.35 && moved.parentElement && moved.parentElement !== document.body)
      moved = moved.parentElement;
    return [item, moved];
  };
  /** @param {Element} element */
  const named = (element) => {
    element.id ||= `n${number()}`;
    return element.id;
  };
  /** @param {Element} item @param {Element} moved @param {number} by */
  const describeMove = (item, moved, by) =>
    `${item.getAttribute(ITEM)} by ${by} px, with its ${moved === item ? 'self' : `${moved.localName}.${moved.className}`}`;

  /**
   * Moves a chosen element into view by CSS declarations.
   *
   * @param {Random} random
   * @param {(moved: HTMLElement, css: string) => void} apply
   */
  const bring = (random, apply) => {
    const [item, moved] = chosen(random);
    const by = way(item, random);
    const css = random.oneOf([
      `transform: translateY(${by}px)`,
      `transform: translateY(${by}px) scale(0.9)`,
      `position: relative; top: ${by}px`,
      `translate: 0 ${by}px`,
      'position: fixed; top: 10px; left: 10px; width: 300px',
      'position: sticky; top: 5px',
      'position: absolute; top: 300px; left: 0; width: 200px',
      `margin-top: ${random.between(-2000, 2000)}px`,
      'display: none',
      `height: ${random.between(40, 900)}px`,
      'content-visibility: hidden',
    ]);
    // The witness assumes that every box around an item clips it.
    if (/fixed|absolute/.test(css) && isClipped(moved)) return 'none';
    apply(moved, css);
    return `${describeMove(item, moved, by)}: ${css}`;
  };
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);

  /** @type {Record<string, (random: Random) => string>} */
  const ways = {
    jump({ between }) {
      scrollTo(0, between(0, height()));
      return `to ${scrollY}`;
    },
    glide({ between }) {
      scrollBy({ top: between(-3000, 3000), behavior: 'smooth' });
      return '';
    },
    jumpInside({ oneOf, between }) {
      const box = oneOf(boxes());
      box?.scrollTo(0, between(0, box.scrollHeight));
      return `to ${box?.scrollTop}`;
    },
    showBox({ oneOf, between }) {
      const box = oneOf(boxes());
      box?.scrollIntoView();
      box?.scrollBy(0, between(-3000, 3000));
      return '';
    },
    showItem({ oneOf }) {
      const item = oneOf(items());
      item.scrollIntoView({ block: oneOf(['start', 'center', 'end', 'nearest']) });
      return item.getAttribute(ITEM) ?? '';
    },
    showPart({ oneOf }) {
      const part = oneOf([...document.querySelectorAll('main > *')]);
      part.scrollIntoView({ block: oneOf(['start', 'end']) });
      return part.className || part.localName;
    },
    style: (random) =>
      bring(random, (moved, css) => {
        moved.style.cssText += `;${css}`;
        moved.setAttribute(MADE, '');
      }),
    slide: (random) =>
      bring(random, (moved, css) => {
        moved.style.cssText += `;transition: all 0.3s linear;${css}`;
        moved.setAttribute(MADE, '');
      }),
    className: (random) => {
      const name = `m${number()}`;
      return bring(random, (moved, css) => {
        sheet.insertRule(`.${name} { ${css} }`);
        moved.classList.add(name);
      });
    },
    keyframes: (random) => {
      const name = `m${number()}`;
      const [item, moved] = chosen(random);
      const by = way(item, random);
      sheet.insertRule(`@keyframes ${name} { to { transform: translateY(${by}px) } }`);
      moved.style.animation = `${name} ${random.oneOf(['0.2s', '2s', '0.5s steps(1)', '0.2s 0.3s'])} both`;
      moved.setAttribute(MADE, '');
      return describeMove(item, moved, by);
    },
    track({ oneOf, between }) {
      const track = oneOf(all('.track'));
      if (!track) return 'none';
      track.style.transform = `translateY(${between(-track.scrollHeight, 0)}px)`;
      return track.style.transform;
    },
    open({ oneOf }) {
      const details = oneOf(all('details'));
      if (!details) return 'none';
      details.open = !details.open;
      if (details.open) details.scrollIntoView();
      return String(details.open);
    },
    on({ oneOf }) {
      const off = oneOf(all('.off'));
      if (!off) return 'none';
      off.style.display = off.style.display === 'block' ? '' : 'block';
      off.style.position = oneOf(['', 'fixed', 'static']);
      off.style.top = '0';
      return off.style.cssText;
    },
    layout({ oneOf }) {
      const list = oneOf(all('ul'));
      if (!list) return 'none';
      return `${list.className}: ${oneOf(['grid', 'list', 'odd'].map((name) => `${name} ${list.classList.toggle(name)}`))}`;
    },
    insert(random) {
      const parent = random.oneOf(items()).parentElement;
      const where = random.oneOf(['afterbegin', 'beforeend']);
      const count = random.between(1, 80);
      parent?.insertAdjacentHTML(
        where,
        parent.localName === 'ul' ? listed(count, 'new') : cards(count, 'new'),
      );
      return `${count} ${where} of ${parent?.localName}.${parent?.className}`;
    },
    remove({ oneOf, between }) {
      const { parentElement } = oneOf(items());
      const count = between(1, 30);
      for (const each of [...(parentElement?.children ?? [])].slice(0, count)) each.remove();
      return `${count} of ${parentElement?.localName}.${parentElement?.className}`;
    },
    move({ oneOf }) {
      const [from, to] = [oneOf(items()), oneOf(items())];
      to.before(from);
      return `${from.getAttribute(ITEM)} before ${to.getAttribute(ITEM)}`;
    },
    fetch({ oneOf }) {
      const inView = items().filter((item) => {
        const { top, height: tall } = item.getBoundingClientRect();
        return tall && top > 0 && top < innerHeight - 150;
      });
      if (!inView.length) return 'none';
      const [from, to] = [oneOf(items()), oneOf(inView)];
      if (from !== to) to.before(from);
      return `${from.getAttribute(ITEM)} before ${to.getAttribute(ITEM)}`;
    },
    reverse({ oneOf }) {
      const { parentElement } = oneOf(items());
      parentElement?.append(...[...parentElement.children].reverse());
      return `${parentElement?.localName}.${parentElement?.className}`;
    },
    recycle({ between }) {
      const found = items();
      const from = between(0, found.length - 1);
      for (const item of found.slice(from, from + 40)) item.setAttribute(ITEM, `again-${number()}`);
      return `40 from ${from}`;
    },
    restore({ oneOf }) {
      for (const each of all(`[${MADE}]`)) each.removeAttribute(oneOf(['style', 'style', 'class']));
      return '';
    },
  };

  /** Changes that fire no event and change no attribute and no node. @type {typeof ways} */
  const silent = {
    animate: (random) => {
      const [item, moved] = chosen(random);
      const by = way(item, random);
      moved.animate([{ transform: `translateY(${by}px)` }], {
        duration: random.oneOf([1, 300, 2000]),
        easing: random.oneOf(['linear', 'steps(2)']),
        fill: 'forwards',
      });
      return describeMove(item, moved, by);
    },
    rule: (random) =>
      bring(random, (moved, css) => {
        if (moved.getRootNode() === document)
          sheet.insertRule(`#${named(moved)} { ${css.replace(/(;|$)/g, ' !important$1')} }`);
      }),
    sheet: (random) =>
      bring(random, (moved, css) => {
        const root = /** @type {Document | ShadowRoot} */ (moved.getRootNode());
        const own = new CSSStyleSheet();
        own.replaceSync(`#${named(moved)} { ${css} }`);
        root.adoptedStyleSheets.push(own);
      }),
    gap({ between }) {
      sheet.insertRule(`main { padding-top: ${between(0, 3000)}px !important }`, sheet.cssRules.length);
      return '';
    },
    lists({ oneOf }) {
      sheet.insertRule(
        `ul { ${oneOf(['display: block !important', 'gap: 50px !important', 'padding-left: 200px', 'column-gap: 0'])} }`,
      );
      return '';
    },
    without() {
      for (const each of document.getAnimations()) each.cancel();
      while (sheet.cssRules.length) sheet.deleteRule(0);
      return '';
    },
  };

  Object.assign(globalThis, {
    fuzz: {
      // Actions that move distant items into view count twice.
      ways: [...Object.keys(ways), 'style', 'slide', 'className', 'keyframes', 'fetch', 'track', 'showBox'],
      silent: [...Object.keys(silent), 'animate', 'rule', 'sheet'],
      /** @param {string} name @param {number} seed */
      act: (name, seed) => `${name}: ${({ ...ways, ...silent })[name]?.(createRandom(seed))}`,
      /** Moves the pointer a moment later. @param {number} ms */
      nudge: async (ms) => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        document.body.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
      },
    },
  });
})();
