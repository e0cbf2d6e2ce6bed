/** Starts the scripts of a page of the shop. */

import { startAccount } from './account.js';
import { startCarousel } from './carousel.js';
import { startCartButtons } from './cart-buttons.js';
import { startCartPage } from './cart-page.js';
import { startRecommended } from './recommended.js';
import { startThankYouPage } from './thank-you-page.js';
import { startWishList } from './wish-list.js';

/**
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} selector
 * @param {(element: E) => void} start
 */
function startEach(selector, start) {
  for (const element of document.querySelectorAll(selector)) start(/** @type {E} */ (element));
}

startRecommended();
startCartButtons();
startWishList();
startEach('[data-carousel]', startCarousel);
startEach('[data-cart]', startCartPage);
startEach('[data-order]', startThankYouPage);
startEach('details[data-account]', /** @type {(element: HTMLElement) => void} */ (startAccount));
