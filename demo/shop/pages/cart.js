/** The cart and the thank-you page: both are filled in the browser, where the cart lives. */

import { html } from '../html.js';
import { recommenders } from '../resources.js';
import { recommended } from './recommended.js';

export const cartPage = () => ({
  title: 'Your cart',
  path: '/shop/cart',
  description: 'What you have chosen so far.',
  main: html`
      <header class="listing-head"><h1>Your cart</h1></header>
      <div class="cart" data-cart></div>
      ${recommended('with-your-cart', 'Recommended for you', recommenders.forYou)}
      <noscript><p class="empty">The cart needs JavaScript.</p></noscript>`,
});

export const thankYouPage = () => ({
  title: 'Thank you',
  path: '/shop/thank-you',
  description: 'Your order is on its way.',
  main: html`
      <header class="listing-head">
        <p class="kicker">Order <span data-order-id>none yet</span></p>
        <h1>Thank you</h1>
        <p class="lead" data-order-lead>Your things are being wrapped in paper and string.</p>
      </header>
      <div class="cart" data-order></div>`,
});

/** @param {string} path */
export const notFoundPage = (path) => ({
  title: 'Not found',
  path,
  description: 'There is no such page.',
  main: html`
      <header class="listing-head">
        <h1>This shelf is empty</h1>
        <p class="lead">There is no page at <code>${path}</code>.</p>
        <p><a class="button" href="/shop/">Back to the shop</a></p>
      </header>`,
});
