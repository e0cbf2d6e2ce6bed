/** The page that is measured: a shop of very many cards. */
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

/** Every stretch of the main thread of 50 ms and more. @type {number[]} */
const longTasks = [];
new PerformanceObserver((entries) => {
  for (const { duration } of entries.getEntries()) longTasks.push(duration);
}).observe({ type: 'longtask' });

Object.assign(globalThis, { insert, longTasks });
