/** What all pages of the shop share: the head with the tag, the header, the footer. */

import { categories } from '../catalogue.js';
import { toUserId } from '../customer.js';
import { html } from '../html.js';
import { icons } from './icons.js';
import { personalizeTag } from './tag.js';

/**
 * @typedef {object} Visit what the server knows of a request
 * @property {string} endpoint of the local AWS
 * @property {string} [customer] the name of the signed-in customer
 *
 * @typedef {object} Page
 * @property {string} title
 * @property {string} path
 * @property {string} description
 * @property {import('../html.js').Html} main
 */

const sheets = [
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
    ${sheets.map((sheet) => html`<link rel="stylesheet" href="/shop/styles/${sheet}.css">`)}
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
    <aside class="notice" aria-label="Notice">Free delivery over $80. Nothing here is for sale, so take your time.</aside>
    <header class="top">
      <a class="brand" href="/shop/"${current(path, '/shop/')}>Fern <span aria-hidden="true">&amp;</span><span class="unseen">and</span> Kiln</a>
      <nav class="sections" aria-label="Departments">
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
              <p class="hint">No password: this only tells the shop what to call you.</p>
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
        <p>${icons.leaf}<span><strong>Made slowly</strong> Small workshops, fair wages, natural stuff.</span></p>
        <p>${icons.truck}<span><strong>Sent gently</strong> Paper, string, and a card with your name.</span></p>
        <p>${icons.mend}<span><strong>Mended free</strong> Chips, cracks and broken straps, for life.</span></p>
      </div>
      <p class="small">Fern &amp; Kiln is an invented shop that comes with <code>personalize-tag</code>. Nothing is sold, and nothing leaves your computer.</p>
    </footer>`;

/** @param {string} path @param {string} href */
const current = (path, href) => (path === href ? html` aria-current="page"` : '');
