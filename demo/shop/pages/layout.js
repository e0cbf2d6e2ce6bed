/** The layout of all pages of the shop: the head with the tag, the header and the footer. */

import { categories, FREE_DELIVERY_FROM, formatPrice } from '../catalogue.js';
import { toUserId } from '../customer.js';
import { html } from '../html.js';
import { icons } from './icons.js';
import { personalizeTag } from './tag.js';

/**
 * @typedef {object} Visit the data of a request
 * @property {string} endpoint of the local AWS
 * @property {string} [customer] the name of the signed-in customer
 *
 * @typedef {object} Page
 * @property {string} title
 * @property {string} path
 * @property {string} description
 * @property {import('../html.js').Html} main
 */

const styleSheets = [
  'tokens',
  'base',
  'header',
  'account',
  'cards',
  'front',
  'listing',
  'product',
  'cart',
  'footer',
];

/** @param {Page} page @param {Visit} visit */
export const layout = (page, { endpoint, customer }) => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${page.title} · Fern &amp; Kiln</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="${page.description}">
    <link rel="icon" href="/shop/icon.svg" type="image/svg+xml">
    ${styleSheets.map((sheet) => html`<link rel="stylesheet" href="/shop/styles/${sheet}.css">`)}
    ${personalizeTag({ endpoint, ...(customer ? { userId: toUserId(customer) } : {}) })}
    <script type="module" src="/shop/browser/shop.js"></script>
  </head>
  <body>
    <a class="skip" href="#main">Skip to the content</a>
    ${header(page.path, customer)}
    <main id="main" tabindex="-1">${page.main}</main>
    ${footer}
  </body>
</html>
`;

/** @param {string} path @param {string | undefined} customer */
const header = (path, customer) => html`
    <aside class="notice" aria-label="Notice">Free delivery from ${formatPrice(FREE_DELIVERY_FROM)}. This is a demo shop: nothing is sold.</aside>
    <header class="top">
      <a class="brand" href="/shop/"${current(path, '/shop/')}>Fern <span aria-hidden="true">&amp;</span><span class="unseen">and</span> Kiln</a>
      <nav class="sections" aria-label="Categories">
        <ul>${categories.map(
          ({ id, title }) =>
            html`<li><a href="/shop/category/${id}"${current(path, `/shop/category/${id}`)}>${title}</a></li>`,
        )}</ul>
      </nav>
      <div class="tools">
        ${account(customer)}
        <a class="tool" href="/shop/cart"${current(path, '/shop/cart')}>${icons.cart}<span class="tool-name cart-name">Cart</span>
          <span class="badge" data-cart-count hidden></span></a>
      </div>
    </header>`;

/** @param {string | undefined} customer */
const account = (customer) => html`
        <details class="account" data-account>
          <summary class="tool">${icons.person}<span class="tool-name" data-account-label>${customer ?? 'Sign in'}</span></summary>
          <div class="account-sheet">
            <form data-sign-in ${customer ? 'hidden' : ''}>
              <label for="customer">Your first name</label>
              <input id="customer" name="customer" autocomplete="given-name" required maxlength="40" pattern=".*[A-Za-z0-9].*">
              <p class="hint">This demo needs no password.</p>
              <button class="button" type="submit">Sign in</button>
            </form>
            <form data-sign-out ${customer ? '' : 'hidden'}>
              <p>Signed in as <strong data-account-name>${customer ?? ''}</strong></p>
              <button class="button quiet" type="submit">Sign out</button>
            </form>
          </div>
        </details>`;

const footer = html`
    <footer class="foot">
      <div class="promises">
        <p>${icons.leaf}<span><strong>Handmade</strong> Natural materials from small workshops.</span></p>
        <p>${icons.truck}<span><strong>Fast delivery</strong> Two to four days.</span></p>
        <p>${icons.repair}<span><strong>Free repairs</strong> For all products.</span></p>
      </div>
      <p class="small">Fern &amp; Kiln is the demo shop of <code>personalize-tag</code>. Nothing is sold, and no data leaves your computer.</p>
    </footer>`;

/** @param {string} path @param {string} href */
const current = (path, href) => (path === href ? html` aria-current="page"` : '');
