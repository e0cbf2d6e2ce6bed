/** The cart page: the lines, their quantities, the total, and the way to an order. */

import { formatPrice } from '../catalogue.js';
import { html } from '../html.js';
import { cartLines, countOf, onCartChange, setQuantity, totalOf } from './cart-store.js';
import { placeOrder } from './order.js';

/** @param {HTMLElement} place */
export function startCartPage(place) {
  const show = () => showCart(place);
  onCartChange(show);
  place.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement) change(place, target.dataset.line ?? '', Number(target.value));
  });
  place.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-remove]') : null;
    if (button instanceof HTMLElement) change(place, button.dataset.remove ?? '', 0);
  });
  place.addEventListener('submit', (event) => {
    event.preventDefault();
    location.assign(`/shop/thank-you?order=${placeOrder()}`);
  });
  show();
}

/**
 * Drawing anew takes the focus away, so it is put back where it was, or on the heading.
 * @param {HTMLElement} place @param {string} id @param {number} quantity
 */
function change(place, id, quantity) {
  setQuantity(id, quantity);
  const again = place.querySelector(`[data-line="${CSS.escape(id)}"]`) ?? document.querySelector('main');
  if (again instanceof HTMLElement) again.focus();
}

/** @param {HTMLElement} place */
function showCart(place) {
  const lines = cartLines();
  place.innerHTML = (lines.length ? filled(lines) : empty).markup;
}

const empty = html`
  <p class="empty">Nothing here yet. <a href="/shop/">Have a look around</a>, and put something in.</p>`;

/** @param {import('./cart-store.js').CartLine[]} lines */
const filled = (lines) => html`
  <ul class="lines">${lines.map(
    ({ product, quantity }) => html`
    <li class="line">
      <img src="/shop/pictures/${product.id}.svg" alt="" width="110" height="110">
      <div class="line-words">
        <a href="/shop/product/${product.id}">${product.title}</a>
        <span>${formatPrice(product.price)} each</span>
        <button type="button" class="link" data-remove="${product.id}" aria-label="Remove ${product.title}">Remove</button>
      </div>
      <label class="quantity"><span class="unseen">Quantity of ${product.title}</span>
        <select data-line="${product.id}">${quantities(quantity)}</select></label>
      <strong>${formatPrice(product.price * quantity)}</strong>
    </li>`,
  )}</ul>
  <form class="sum" aria-label="Order">
    <h2>Summary</h2>
    <p><span>${countOf(lines)} ${countOf(lines) === 1 ? 'thing' : 'things'}</span><span>${formatPrice(totalOf(lines))}</span></p>
    <p><span>Delivery</span><span>${totalOf(lines) >= 80 ? 'free' : formatPrice(6)}</span></p>
    <p class="total"><span>Total</span><strong>${formatPrice(totalOf(lines) + (totalOf(lines) >= 80 ? 0 : 6))}</strong></p>
    <button class="button" type="submit">Place the order</button>
    <p class="hint">No address, no card, no parcel: the order is only pretend.</p>
  </form>`;

/** @param {number} chosen */
const quantities = (chosen) =>
  Array.from({ length: Math.max(9, chosen) }, (_, index) => index + 1).map(
    (count) => html`<option ${count === chosen ? 'selected' : ''}>${count}</option>`,
  );
