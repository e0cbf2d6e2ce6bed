/** The front page: new products, recommendations, categories, and all other products. Personalize ranks its lists. */

import { categories, newest, products } from '../catalogue.js';
import { html } from '../html.js';
import { recommenders } from '../resources.js';
import { cardList } from './card.js';
import { icons } from './icons.js';
import { recommended } from './recommended.js';

const newProducts = newest(8);
const otherProducts = products.filter((product) => !newProducts.includes(product));

export const frontPage = () => ({
  title: 'Handmade home accessories',
  path: '/shop/',
  description: 'Ceramics, lamps, plants, bags and chairs from small workshops.',
  main: html`
      <section class="hero">
        <div class="hero-words">
          <p class="kicker">Fern &amp; Kiln</p>
          <h1>Handmade home accessories</h1>
          <p class="lead">Ceramics, lamps, plants, bags and chairs from small workshops.</p>
          <p class="hero-actions">
            <a class="button" href="#new">New products</a>
            <a class="button quiet" href="/shop/category/seating">Chairs</a>
          </p>
        </div>
        <img src="/shop/pictures/hero.svg" width="1200" height="900" fetchpriority="high"
          alt="A sage green armchair under a green lamp, with a monstera on one side and a table with a vase on the other.">
      </section>

      <section class="shelf" id="new" aria-labelledby="new-title" data-carousel>
        <div class="shelf-head">
          <h2 id="new-title">New this week</h2>
          <div class="carousel-buttons">
            <button type="button" class="round" data-carousel-by="-1" aria-label="Previous products">${icons.left}</button>
            <button type="button" class="round" data-carousel-by="1" aria-label="Next products">${icons.right}</button>
          </div>
        </div>
        ${cardList('new-this-week', newProducts, { className: 'carousel', eager: 5, isNew: true, ranked: true })}
      </section>

      ${recommended('recommended-for-you', 'Recommended for you', recommenders.forYou)}

      <nav class="shelf departments" aria-label="Shop by category">
        <h2>Shop by category</h2>
        <ul>${categories.map(
          ({ id, title, products }) => html`
          <li><a href="/shop/category/${id}">
            <img src="/shop/pictures/${products[2]?.id}.svg" alt="" width="400" height="400" loading="lazy">
            <span>${title}</span></a></li>`,
        )}</ul>
      </nav>

      <section class="shelf" aria-labelledby="all-title">
        <div class="shelf-head">
          <h2 id="all-title">More products</h2>
          <p>${otherProducts.length} products</p>
        </div>
        ${cardList('whole-shop', otherProducts, { className: 'grid', ranked: true })}
      </section>`,
});
