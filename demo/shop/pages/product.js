/** The page of one product. It tracks a `View`, and its button has the value and quantity of the `AddToCart` event. */

import { FREE_DELIVERY_FROM, findCategory, formatPrice, products } from '../catalogue.js';
import { html, scriptLiteral } from '../html.js';
import { recommenders } from '../resources.js';
import { cardList, likeButton } from './card.js';
import { recommended } from './recommended.js';

/** @param {import('../catalogue.js').CatalogueProduct} product */
export const productPage = (product) => ({
  title: product.title,
  path: `/shop/product/${product.id}`,
  description: product.text,
  main: html`
      <script>personalize('track', 'View', { itemId: ${scriptLiteral(product.id)} });</script>
      ${crumbs(product)}
      <article class="product">
        <img class="product-picture" src="/shop/pictures/${product.id}.svg" alt="${product.title}, ${product.material.toLowerCase()}" width="800" height="800">
        <div class="product-words">
          <h1>${product.title}</h1>
          <p class="price">${formatPrice(product.price)}</p>
          <p class="lead">${product.text}</p>
          ${buy(product)}
          <dl class="facts">
            <div><dt>Size</dt><dd>${product.size}</dd></div>
            <div><dt>Material</dt><dd>${product.material}</dd></div>
            <div><dt>Delivery</dt><dd>Two to four days${product.price >= FREE_DELIVERY_FROM && ', free'}</dd></div>
          </dl>
        </div>
      </article>
      ${recommended('also-viewed', 'Customers also viewed', recommenders.alsoViewed, product.id)}
      <section class="shelf" aria-labelledby="same-title">
        <div class="shelf-head"><h2 id="same-title">Similar products</h2></div>
        ${cardList('same-shelf', sameCategory(product), { className: 'grid four' })}
      </section>`,
});

/** @param {import('../catalogue.js').CatalogueProduct} product */
const buy = (product) => html`
          <div class="buy" data-personalize-item-id="${product.id}" data-personalize-event-type="none">
            <label class="quantity">Quantity
              <select data-quantity data-price="${product.price}">
                ${[1, 2, 3, 4, 5].map((count) => html`<option>${count}</option>`)}
              </select>
            </label>
            <button class="button" type="button" data-add-to-cart="${product.id}"
              data-personalize-event-type="AddToCart" data-personalize-event-value="${product.price}"
              data-personalize-prop-quantity="1">Add to cart</button>
            ${likeButton(product)}
          </div>
          <p class="added" role="status" data-added></p>`;

/** @param {import('../catalogue.js').CatalogueProduct} product */
const crumbs = ({ category, title }) => html`
      <nav class="crumbs" aria-label="Breadcrumb">
        <ol><li><a href="/shop/">Shop</a></li>
          <li><a href="/shop/category/${category}">${findCategory(category)?.title}</a></li>
          <li aria-current="page">${title}</li></ol>
      </nav>`;

/** @param {import('../catalogue.js').CatalogueProduct} product */
const sameCategory = ({ id, category }) =>
  products.filter((other) => other.category === category && other.id !== id).slice(0, 4);
