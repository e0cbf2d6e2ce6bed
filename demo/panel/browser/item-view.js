/** Renders an item as a small picture. An item that is not in the catalogue is shown as the first letter of its id. */

import { findProduct } from '../../shop/catalogue.js';
import { html } from '../../shop/html.js';

/** @param {string} id */
export const itemTitle = (id) => findProduct(id)?.title ?? id;

/** @param {string} id @param {{ alt?: string, className?: string }} [look] */
export const itemPicture = (id, { alt = '', className = 'thumb' } = {}) =>
  findProduct(id)
    ? html`<img class="${className}" src="/shop/pictures/${id}.svg" alt="${alt}" title="${alt}" width="44" height="44">`
    : html`<span class="${className} letter" title="${alt}">${id.slice(0, 1).toUpperCase()}<span class="unseen"> ${alt}</span></span>`;
