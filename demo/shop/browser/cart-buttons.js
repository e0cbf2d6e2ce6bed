/**
 * "Add to cart" on cards and product pages, and the number next to the cart. This file does not call the tag: the tag
 * reads the `AddToCart` event from the data attributes of the buttons.
 */

import { findProduct } from '../catalogue.js';
import { addToCart, cartLines, countOf, onCartChange } from './cart-store.js';

const SHOWN_FOR_MS = 1600;

export function startCartButtons() {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-add-to-cart]') : null;
    if (button instanceof HTMLButtonElement) add(button);
  });
  document.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement && target.matches('[data-quantity]')) updateEventValue(target);
  });
  onCartChange(showCount);
  showCount();
}

/** @param {HTMLButtonElement} button */
function add(button) {
  const id = button.dataset.addToCart ?? '';
  const quantity = Number(button.dataset.personalizePropQuantity ?? 1);
  addToCart(id, quantity);
  button.classList.add('done');
  setTimeout(() => button.classList.remove('done'), SHOWN_FOR_MS);
  const message = document.querySelector('[data-added]');
  if (message) message.textContent = `${findProduct(id)?.title} is in your cart.`;
}

/**
 * The value of the event is quantity × price.
 * @param {HTMLSelectElement} select
 */
function updateEventValue(select) {
  const button = select.closest('.buy')?.querySelector('[data-add-to-cart]');
  button?.setAttribute(
    'data-personalize-event-value',
    String(Number(select.value) * Number(select.dataset.price)),
  );
  button?.setAttribute('data-personalize-prop-quantity', select.value);
}

function showCount() {
  const badge = document.querySelector('[data-cart-count]');
  if (!(badge instanceof HTMLElement)) return;
  const count = countOf(cartLines());
  badge.hidden = count === 0;
  badge.textContent = String(count);
}
