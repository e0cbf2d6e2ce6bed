/** The front page: a picture, what is new, the departments, and everything; all of it in the visitor's own order. */

import { categories, newest, products } from '../catalogue.js';
import { html } from '../html.js';
import { recommenders } from '../resources.js';
import { cardList } from './card.js';
import { icons } from './icons.js';
import { recommended } from './recommended.js';

const fresh = newest(8);
const rest = products.filter((product) => !fresh.includes(product));

export const frontPage = () => ({
  title: 'Things for a quieter home',
  path: '/shop/',
  description: 'Ceramics, lamps, plants, bags and chairs from small workshops.',
  main: html`
      <section class="hero">
        <div class="hero-words">
          <p class="kicker">Autumn at Fern &amp; Kiln</p>
          <h1>Things for a quieter home</h1>
          <p class="lead">Clay, cane, wool and green leaves, from thirty small workshops that take their time.</p>
          <p class="hero-actions">
            <a class="button" href="#new">What is new</a>
            <a class="button quiet" href="/shop/category/seating">Find a chair</a>
          </p>
        </div>
        <img src="/shop/pictures/hero.svg" width="1200" height="900" fetchpriority="high"
          alt="A sage green armchair under a green lamp, with a monstera on one side and a table with a vase on the other.">
      </section>

      <section class="shelf" id="new" aria-labelledby="new-title" data-carousel>
        <div class="shelf-head">
          <h2 id="new-title">New this week</h2>
          <div class="carousel-buttons">
            <button type="button" class="round" data-carousel-by="-1" aria-label="Earlier products">${icons.left}</button>
            <button type="button" class="round" data-carousel-by="1" aria-label="More products">${icons.right}</button>
          </div>
        </div>
        ${cardList('new-this-week', fresh, { className: 'carousel', eager: 5, isNew: true, ranked: true })}
      </section>

      ${recommended('recommended-for-you', 'Recommended for you', recommenders.forYou)}

      <nav class="shelf departments" aria-label="Shop by department">
        <h2>Shop by department</h2>
        <ul>${categories.map(
          ({ id, title, products }) => html`
          <li><a href="/shop/category/${id}">
            <img src="/shop/pictures/${products[2]?.id}.svg" alt="" width="400" height="400" loading="lazy">
            <span>${title}</span></a></li>`,
        )}</ul>
      </nav>

      <section class="shelf" aria-labelledby="all-title">
        <div class="shelf-head">
          <h2 id="all-title">The whole shop</h2>
          <p>${rest.length} things, and every one of them mended free</p>
        </div>
        ${cardList('whole-shop', rest, { className: 'grid', ranked: true })}
      </section>`,
});
