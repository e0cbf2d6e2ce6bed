/** The thank-you page: what was ordered, and the `Purchase` of each item. */

import { findProduct, formatPrice } from '../catalogue.js';
import { html } from '../html.js';
import { findOrder, trackPurchase } from './order.js';

/** @param {HTMLElement} place */
export function startThankYouPage(place) {
  const order = findOrder(new URLSearchParams(location.search).get('order'));
  if (!order) {
    say('[data-order-lead]', 'There is no order with this number in this browser.');
    place.innerHTML = html`<p class="empty"><a href="/shop/">Back to the shop</a></p>`.markup;
    return;
  }
  say('[data-order-id]', order.id);
  place.innerHTML = receipt(order).markup;
  trackPurchase(order);
}

/** @param {string} selector @param {string} text */
function say(selector, text) {
  const element = document.querySelector(selector);
  if (element) element.textContent = text;
}

/** @param {import('./order.js').Order} order */
const receipt = ({ lines, total }) => html`
  <ul class="lines">${lines.map(
    ({ id, quantity, price }) => html`
    <li class="line">
      <img src="/shop/pictures/${id}.svg" alt="" width="110" height="110">
      <div class="line-words"><a href="/shop/product/${id}">${findProduct(id)?.title ?? id}</a>
        <span>${quantity} × ${formatPrice(price)}</span></div>
      <strong>${formatPrice(price * quantity)}</strong>
    </li>`,
  )}</ul>
  <div class="sum">
    <h2>Paid, so to speak</h2>
    <p class="total"><span>Things</span><strong>${formatPrice(total)}</strong></p>
    <a class="button" href="/shop/">Keep looking around</a>
  </div>`;
