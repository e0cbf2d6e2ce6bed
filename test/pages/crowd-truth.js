/**
 * A page of very many items in every kind of place, and the ways in which a page brings some of them into view. Both are
 * chosen by seeds, so that what happened can be had again.
 */
(() => {
  const ITEM = 'data-personalize-item-id';
  const MADE = 'data-made';

  /** The same numbers as those of test/support/random.ts. @param {number} seed */
  const createRandom = (seed) => {
    let state = seed >>> 0;
    const next = () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
    /** @param {number} from @param {number} to */
    const between = (from, to) => from + Math.floor(next() * (to - from + 1));
    return { next, between, oneOf: (/** @type {readonly any[]} */ all) => all[between(0, all.length - 1)] };
  };
  /** @typedef {ReturnType<typeof createRandom>} Random */

  let made = 0;
  /** @param {string} name */
  const card = (name, tag = 'div') => {
    made++;
    return `<${tag} id="c${made}" ${ITEM}="${name}-${made}">${name} ${made}</${tag}>`;
  };
  /** @param {number} count @param {string} name */
  const cards = (count, name) => Array.from({ length: count }, () => card(name)).join('');
  /** @param {number} count @param {string} name */
  const listed = (count, name) => Array.from({ length: count }, () => `<li>${card(name)}</li>`).join('');

  /** The parts of a page, of which a seed chooses. @type {((count: number, random: Random) => string)[]} */
  const parts = [
    (count) => `<ul class="grid">${listed(count, 'grid')}</ul>`,
    (count) => `<ul class="list">${listed(count, 'list')}</ul>`,
    (count) => `<ul class="grid">${Array.from({ length: count }, () => card('bare', 'li')).join('')}</ul>`,
    (count) => `<ul class="list odd-ones">${listed(count, 'odd')}</ul>`,
    (count) =>
      `<div class="box">${cards(count / 3, 'box')}<div class="box">${cards(count / 3, 'inner')}</div>${cards(count / 3, 'box')}</div>`,
    (count) => `<div class="stage"><div class="track">${cards(count, 'track')}</div></div>`,
    (count) => `<x-shelf count="${Math.floor(count)}"></x-shelf>`,
    (count) => `<details><summary>More</summary>${cards(count, 'detail')}</details>`,
    (count) => `<div class="off">${cards(count, 'off')}</div>`,
    (count) => `<div class="slots"><x-slots>${cards(count, 'slotted')}</x-slots></div>`,
  ];

  customElements.define(
    'x-shelf',
    class extends HTMLElement {
      constructor() {
        super();
        this.attachShadow({ mode: 'open' });
      }
      connectedCallback() {
        const root = /** @type {ShadowRoot} */ (this.shadowRoot);
        if (root.firstChild) return;
        const count = Number(this.getAttribute('count'));
        root.innerHTML = `<style>[${ITEM}] { height: 90px; background: #bcd } .box { height: 320px; overflow: auto }</style>
          <div class="row">${cards(count / 2, 'shelf')}</div><div class="box">${cards(count / 2, 'shelved')}</div>`;
      }
    },
  );
  customElements.define(
    'x-slots',
    class extends HTMLElement {
      constructor() {
        super();
        this.attachShadow({ mode: 'open' }).innerHTML =
          '<div style="height: 330px; overflow: auto" class="box"><slot></slot></div>';
      }
    },
  );

  /** @param {string} selector @param {ParentNode} [root] @returns {HTMLElement[]} */
  const all = (selector, root = document) => [
    .../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(selector)),
    ...[...root.querySelectorAll('x-shelf, x-slots')].flatMap((host) =>
      host.shadowRoot ? all(selector, host.shadowRoot) : [],
    ),
  ];
  const items = () => all(`[${ITEM}]`);
  const boxes = () => all('.box');
  const height = () => document.documentElement.scrollHeight;

  /** How far down an element has to go to be well in view. @param {Element} element @param {Random} random */
  const way = (element, { between }) =>
    Math.round(between(0, Math.max(0, innerHeight - 130)) - element.getBoundingClientRect().top);
  /** @param {Element} element */
  const isClipped = (element) =>
    element.closest('.box, .stage, .slots') !== null || element.getRootNode() !== document;

  /** An item, or what is around it. @param {Random} random @returns {[Element, HTMLElement]} */
  const chosen = ({ oneOf, next }) => {
    // Mostly one that can come into view: it takes room, and nothing clips it.
    const free = items().filter((each) => each.offsetHeight && !isClipped(each));
    const item = oneOf(free.length && next() < 0.8 ? free : items());
    let moved = item;
    while (next() < 0.35 && moved.parentElement && moved.parentElement !== document.body)
      moved = moved.parentElement;
    return [item, moved];
  };
  /** @param {Element} element */
  const named = (element) => {
    element.id ||= `n${++made}`;
    return element.id;
  };
  /** @param {Element} item @param {Element} moved @param {number} by */
  const told = (item, moved, by) =>
    `${item.getAttribute(ITEM)} by ${by} px, with its ${moved === item ? 'self' : `${moved.localName}.${moved.className}`}`;

  /** Moves what is chosen into view by declarations. @param {Random} random @param {(moved: HTMLElement, css: string) => void} apply */
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
    // The witness takes every box around an item for one that clips it.
    if (/fixed|absolute/.test(css) && isClipped(moved)) return 'none';
    apply(moved, css);
    return `${told(item, moved, by)}: ${css}`;
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
      const name = `m${++made}`;
      return bring(random, (moved, css) => {
        sheet.insertRule(`.${name} { ${css} }`);
        moved.classList.add(name);
      });
    },
    keyframes: (random) => {
      const name = `m${++made}`;
      const [item, moved] = chosen(random);
      const by = way(item, random);
      sheet.insertRule(`@keyframes ${name} { to { transform: translateY(${by}px) } }`);
      moved.style.animation = `${name} ${random.oneOf(['0.2s', '2s', '0.5s steps(1)', '0.2s 0.3s'])} both`;
      moved.setAttribute(MADE, '');
      return told(item, moved, by);
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
      for (const item of found.slice(from, from + 40)) item.setAttribute(ITEM, `again-${++made}`);
      return `40 from ${from}`;
    },
    mend({ oneOf }) {
      for (const each of all(`[${MADE}]`)) each.removeAttribute(oneOf(['style', 'style', 'class']));
      return '';
    },
  };

  /** Nothing tells of these: neither an attribute nor a node nor an event. @type {typeof ways} */
  const silent = {
    animate: (random) => {
      const [item, moved] = chosen(random);
      const by = way(item, random);
      moved.animate([{ transform: `translateY(${by}px)` }], {
        duration: random.oneOf([1, 300, 2000]),
        easing: random.oneOf(['linear', 'steps(2)']),
        fill: 'forwards',
      });
      return told(item, moved, by);
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

  const random = createRandom(Number(new URLSearchParams(location.search).get('seed')));
  const main = /** @type {HTMLElement} */ (document.querySelector('main'));
  const chosenParts = [...parts].sort(() => random.next() - 0.5).slice(0, random.between(4, 7));
  for (const part of chosenParts) {
    main.insertAdjacentHTML('beforeend', part(random.between(600, 1500) / chosenParts.length, random));
  }

  Object.assign(globalThis, {
    fuzz: {
      // Those that bring what is far away into view count twice.
      ways: [...Object.keys(ways), 'style', 'slide', 'className', 'keyframes', 'fetch', 'track', 'showBox'],
      silent: [...Object.keys(silent), 'animate', 'rule', 'sheet'],
      /** @param {string} name @param {number} seed */
      act: (name, seed) => `${name}: ${({ ...ways, ...silent })[name]?.(createRandom(seed))}`,
      /** The pointer moves a moment later. @param {number} ms */
      nudge: async (ms) => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        document.body.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
      },
    },
  });
})();
