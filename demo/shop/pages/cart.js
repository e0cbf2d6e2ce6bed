/** The cart page, the thank-you page and the error page. The cart is stored in the browser, so scripts fill it in. */

import { html } from '../html.js';
import { recommenders } from '../resources.js';
import { recommended } from './recommended.js';

export const cartPage = () => ({
  title: 'Your cart',
  path: '/shop/cart',
  description: 'The products in your cart.',
  main: html`
      <header class="listing-head"><h1>Your cart</h1></header>
      <div class="cart" data-cart></div>
      ${recommended('with-your-cart', 'Recommended for you', recommenders.forYou)}
      <noscript><p class="empty">The cart needs JavaScript.</p></noscript>`,
});

export const thankYouPage = () => ({
  title: 'Thank you',
  path: '/shop/thank-you',
  description: 'Your order.',
  main: html`
      <header class="listing-head">
        <p class="kicker">Order <span data-order-id>none yet</span></p>
        <h1>Thank you</h1>
        <p class="lead" data-order-lead>We have received your order.</p>
      </header>
      <div class="cart" data-order></div>`,
});

/** @param {string} path */
export const notFoundPage = (path) => ({
  title: 'Not found',
  path,
  description: 'This page does not exist.',
  main: html`
      <header class="listing-head">
        <h1>Page not found</h1>
        <p class="lead">There is no page at <code>${path}</code>.</p>
        <p><a class="button" href="/shop/">Back to the shop</a></p>
      </header>`,
});
