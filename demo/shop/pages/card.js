/**
 * Renders a product in a list. The data attributes tell the tag the id of the item, the name of the list, and the event
 * types of the two buttons.
 */

import { formatPrice } from '../catalogue.js';
import { html } from '../html.js';
import { ranking } from '../resources.js';
import { icons } from './icons.js';

/** @typedef {import('../catalogue.js').CatalogueProduct} CatalogueProduct */
/** @typedef {{ id: string, title: string, price: number | string }} Shown the price is a string in a template */

/** Placeholders of a template. The tag replaces them with the values of each recommended item. @type {Shown} */
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

/** A template must not have a `src`, because Firefox preloads it. @param {Shown} product */
const picture = (product) =>
  html`${product === toCome ? 'data-personalize-src' : 'src'}="/shop/pictures/${product.id}.svg"`;

/** @param {Shown} product */
export const likeButton = ({ id, title }) => html`
            <button class="like" type="button" data-like="${id}" aria-pressed="false"
              data-personalize-event-type="Like" aria-label="Add ${title} to the wish list">${icons.heart}</button>`;

/**
 * A list of products. The tag observes which items of it are seen.
 *
 * @param {string} name of the list, for impressions and attribution
 * @param {readonly CatalogueProduct[]} products
 * @param {{ className: string, eager?: number, isNew?: boolean, ranked?: boolean }} look `eager`: number of cards whose
 *   pictures load at once; `ranked`: Personalize sorts the list by the interest of the visitor
 */
export const cardList = (name, products, { className, eager = 0, isNew = false, ranked = false }) => html`
        <ul class="${className}" data-personalize-list="${name}" data-personalize-prop-placement="${name}"
          ${ranked && html`data-personalize-rank="${ranking}" data-personalize-attribution-source="${name}"`}>
          ${products.map((product, index) => card(product, { eager: index < eager, isNew }))}
        </ul>`;
