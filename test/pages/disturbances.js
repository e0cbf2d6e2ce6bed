/**
 * What other scripts do to a page of items: a banner over half of the window, and items that are drawn again every
 * 600 ms. Chosen by `disturb(name)`, or by `?disturb=name`.
 */
(() => {
  const ITEM = '[data-personalize-item-id]';
  const REDRAW_MS = 600;

  /** @param {ParentNode} root @returns {Element[]} */
  const itemsIn = (root) =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      ...(element.matches(ITEM) ? [element] : []),
      ...(element.shadowRoot ? itemsIn(element.shadowRoot) : []),
    ]);

  /** @param {Element} item */
  const isInView = (item) => {
    const { top, bottom, left, right, width } = item.getBoundingClientRect();
    return width > 0 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
  };

  const ways = {
    banner() {
      const banner = document.createElement('aside');
      banner.textContent = 'We use cookies.';
      banner.setAttribute('data-covers', '');
      banner.style.cssText =
        'position: fixed; z-index: 999999; left: 0; right: 0; bottom: 0; height: 50%; background: #123; color: #fff';
      document.body.append(banner);
    },
    redraw() {
      // A press and a release on different nodes would be no click.
      let isPressed = false;
      addEventListener('pointerdown', () => (isPressed = true), true);
      addEventListener('pointerup', () => setTimeout(() => (isPressed = false), 50), true);
      setInterval(() => {
        if (isPressed) return;
        for (const item of itemsIn(document)) {
          // The clone of a host has no shadow root.
          if (isInView(item) && item.parentNode && !item.shadowRoot && !item.matches('x-card'))
            item.replaceWith(item.cloneNode(true));
        }
      }, REDRAW_MS);
    },
  };

  const disturb = (/** @type {string} */ name) => ways[/** @type {keyof typeof ways} */ (name)]();
  Object.assign(globalThis, { disturb });
  const asked = new URLSearchParams(location.search).get('disturb');
  if (asked) addEventListener('DOMContentLoaded', () => disturb(asked));
})();
