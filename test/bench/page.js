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

insert(10_000);

/**
 * How long each script of the tag ran, of those that a frame of 50 ms and more had. The frame itself proves nothing: the
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

Object.assign(globalThis, { insert, longScripts });
