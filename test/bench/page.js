/** The page that is measured: a shop with very many cards. */
const list = /** @type {HTMLElement} */ (document.querySelector('#list'));
let made = 0;

/** @param {number} number */
function insert(number) {
  const html = Array.from({ length: number }, () => {
    made++;
    return `<li class="card" data-personalize-item-id="item-${made}"><a href="#${made}"><b>Product ${made}</b></a>
      <i>12.50</i> <button type="button" data-personalize-event-type="AddToCart">Add</button></li>`;
  });
  list.insertAdjacentHTML('beforeend', html.join(''));
}

insert(Number(new URLSearchParams(location.search).get('cards')));

/**
 * The duration of each script of the tag in a frame of 50 ms or more. The duration of the frame itself is not used: the
 * page's own layout of ten thousand cards takes longer than that.
 *
 * @type {number[]}
 */
const longScripts = [];
new PerformanceObserver((entries) => {
  for (const { scripts } of /** @type {any[]} */ (entries.getEntries())) {
    for (const { duration, sourceURL } of scripts) {
      if (sourceURL.includes('/dist/')) longScripts.push(duration);
    }
  }
}).observe({ type: 'long-animation-frame' });

/** Scrolls by `px` in each of so many frames, down and up again. @param {number} frames @param {number} px */
const glide = async (frames, px) => {
  for (let frame = 0; frame < frames; frame++) {
    scrollBy(0, frame < frames / 2 ? px : -px);
    await new Promise(requestAnimationFrame);
  }
};

Object.assign(globalThis, { insert, glide, longScripts });
