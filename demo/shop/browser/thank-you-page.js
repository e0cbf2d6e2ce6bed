/** The thank-you page: shows the order, and tracks a `Purchase` for each item. */

import { findProduct, formatPrice } from '../catalogue.js';
import { html } from '../html.js';
import { findOrder, trackPurchase } from './order.js';

/** @param {HTMLElement} place */
export function startThankYouPage(place) {
  const order = findOrder(new URLSearchParams(location.search).get('order'));
  if (!order) {
    setText('[data-order-lead]', 'This browser has no order with this number.');
    place.innerHTML = html`<p class="empty"><a href="/shop/">Back to the shop</a></p>`.markup;
    return;
  }
  setText('[data-order-id]', order.id);
  place.innerHTML = receipt(order).markup;
  trackPurchase(order);
}

/** @param {string} selector @param {string} text */
function setText(selector, text) {
  const element = document.querySelector(selector);
  if (element) element.textContent = text;
}

/** @param {import('./order.js').Order} order */
const receipt = ({ lines, total }) => html`
  <ul>${lines.map(
    ({ id, quantity, price }) => html`
    <li class="line">
      <img src="/shop/pictures/${id}.svg" alt="" width="110" height="110">
      <div class="line-words"><a href="/shop/product/${id}">${findProduct(id)?.title ?? id}</a>
        <span>${quantity} × ${formatPrice(price)}</span></div>
      <strong>${formatPrice(price * quantity)}</strong>
    </li>`,
  )}</ul>
  <div class="sum">
    <h2>Summary</h2>
    <p class="total"><span>Products</span><strong>${formatPrice(total)}</strong></p>
    <a class="button" href="/shop/">Back to the shop</a>
  </div>`;
