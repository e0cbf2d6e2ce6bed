/** A page with very many items in all kinds of containers, chosen by a seed, and the helpers of crowd-truth-ways.js. */
(() => {
  const ITEM = 'data-personalize-item-id';

  /** Gives the same numbers as test/support/random.ts. @param {number} seed */
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

  /**
   * The parts of a page; the seed chooses some.
   *
   * @type {((count: number, random: ReturnType<typeof createRandom>) => string)[]}
   */
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

  const random = createRandom(Number(new URLSearchParams(location.search).get('seed')));
  const main = /** @type {HTMLElement} */ (document.querySelector('main'));
  const chosenParts = [...parts].sort(() => random.next() - 0.5).slice(0, random.between(4, 7));
  for (const part of chosenParts) {
    main.insertAdjacentHTML('beforeend', part(random.between(600, 1500) / chosenParts.length, random));
  }

  Object.assign(globalThis, {
    crowd: { ITEM, createRandom, cards, listed, all, items, number: () => ++made },
  });
})();
