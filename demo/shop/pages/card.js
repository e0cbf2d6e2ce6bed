/**
 * A product in a list. The attributes are all that Personalize needs: which item it is, which list it is in,
 * and what the two buttons mean.
 */

import { formatPrice } from '../catalogue.js';
import { html } from '../html.js';
import { ranking } from '../resources.js';
import { icons } from './icons.js';

/** @typedef {import('../catalogue.js').CatalogueProduct} CatalogueProduct */
/** @typedef {{ id: string, title: string, price: number | string }} Shown a price in words is one that is still to come */

/** What the tag writes into the copies of a template. @type {Shown} */
export const toCome = { id: '{itemId}', title: '{metadata.TITLE}', price: '{metadata.PRICE}' };

/** @param {Shown} product @param {{ eager?: boolean, isNew?: boolean }} [look] */
export const card = (product, { eager = false, isNew = false } = {}) => html`
          <li class="card" data-personalize-item-id="${product.id}">
            <a class="card-link" href="/shop/product/${product.id}">
              <img ${picture(product)} alt="" width="400" height="400" ${eager ? '' : html`loading="lazy"`}>
              ${isNew && html`<span class="flag">New</span>`}
              <span class="card-title">${product.title}</span>
            </a>
            <span class="card-price">${typeof product.price === 'number' ? formatPrice(product.price) : `$${product.price}`}</span>
            ${likeButton(product)}
            <button class="card-add" type="button" data-add-to-cart="${product.id}"
              data-personalize-event-type="AddToCart" data-personalize-event-value="${product.price}"
              aria-label="Add to cart: ${product.title}">Add to cart</button>
          </li>`;

/** Firefox fetches ahead what stands in a `src`, also within a template. @param {Shown} product */
const picture = (product) =>
  html`${product === toCome ? 'data-personalize-src' : 'src'}="/shop/pictures/${product.id}.svg"`;

/** @param {Shown} product */
export const likeButton = ({ id, title }) => html`
            <button class="like" type="button" data-like="${id}" aria-pressed="false"
              data-personalize-event-type="Like" aria-label="Keep ${title} on the wish list">${icons.heart}</button>`;

/**
 * A list whose items count as seen when they were really in view.
 *
 * @param {string} name the impression group
 * @param {readonly CatalogueProduct[]} products
 * @param {{ className: string, eager?: number, isNew?: boolean, ranked?: boolean }} look `ranked`: what the visitor is
 *   likely to want comes first
 */
export const cardList = (name, products, { className, eager = 0, isNew = false, ranked = false }) => html`
        <ul class="${className}" data-personalize-list="${name}" data-personalize-prop-placement="${name}"
          ${ranked && html`data-personalize-rank="${ranking}" data-personalize-attribution-source="${name}"`}>
          ${products.map((product, index) => card(product, { eager: index < eager, isNew }))}
        </ul>`;
