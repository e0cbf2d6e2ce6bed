/** The page of one category. */

import { html } from '../html.js';
import { recommenders } from '../resources.js';
import { cardList } from './card.js';
import { recommended } from './recommended.js';

/** @param {import('../catalogue.js').Category} category */
export const categoryPage = ({ id, title, text, products }) => ({
  title,
  path: `/shop/category/${id}`,
  description: text,
  main: html`
      <nav class="crumbs" aria-label="You are here">
        <ol><li><a href="/shop/">Shop</a></li><li aria-current="page">${title}</li></ol>
      </nav>
      <header class="listing-head">
        <h1>${title}</h1>
        <p class="lead">${text}</p>
        <p class="count">${products.length} products</p>
      </header>
      <section class="shelf" aria-label="${title}">
        ${cardList(
          `category-${id}`,
          products.map((product) => ({ ...product, category: id })),
          { className: 'grid three', eager: 4 },
        )}
      </section>
      ${recommended('most-viewed', 'Most viewed', recommenders.mostViewed)}`,
});
