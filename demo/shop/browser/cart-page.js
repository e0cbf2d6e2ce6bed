/** The cart page: products, quantities, total, and the button that places the order. */

import { FREE_DELIVERY_FROM, formatPrice } from '../catalogue.js';
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
 * Drawing the cart again removes the focus. It is set to the same line again, or to the page if the line was removed.
 * @param {HTMLElement} place @param {string} id @param {number} quantity
 */
function change(place, id, quantity) {
  setQuantity(id, quantity);
  const focus = place.querySelector(`[data-line="${CSS.escape(id)}"]`) ?? document.querySelector('main');
  if (focus instanceof HTMLElement) focus.focus();
}

/** @param {HTMLElement} place */
function showCart(place) {
  const lines = cartLines();
  place.innerHTML = (lines.length ? filled(lines) : empty).markup;
}

const empty = html`
  <p class="empty">Your cart is empty. <a href="/shop/">Go to the shop</a></p>`;

const DELIVERY_PRICE = 6;

/** @param {import('./cart-store.js').CartLine[]} lines */
const filled = (lines) => {
  const count = countOf(lines);
  const total = totalOf(lines);
  const delivery = total >= FREE_DELIVERY_FROM ? 0 : DELIVERY_PRICE;
  return html`
  <ul>${lines.map(
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
    <p><span>${count} ${count === 1 ? 'product' : 'products'}</span><span>${formatPrice(total)}</span></p>
    <p><span>Delivery</span><span>${delivery === 0 ? 'free' : formatPrice(delivery)}</span></p>
    <p class="total"><span>Total</span><strong>${formatPrice(total + delivery)}</strong></p>
    <button class="button" type="submit">Place order</button>
    <p class="hint">This is a demo. You do not pay, and nothing is delivered.</p>
  </form>`;
};

/** @param {number} chosen */
const quantities = (chosen) =>
  Array.from({ length: Math.max(9, chosen) }, (_, index) => index + 1).map(
    (count) => html`<option ${count === chosen ? 'selected' : ''}>${count}</option>`,
  );
