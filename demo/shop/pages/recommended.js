/**
 * A place for recommendations. It has a heading and an empty list, and stays out of sight until the list is filled.
 */

import { html } from '../html.js';

/** @param {string} name @param {string} title */
export const recommended = (name, title) => html`
      <section class="shelf recommended" aria-labelledby="${name}-title" data-recommended="${name}">
        <h2 id="${name}-title">${title}</h2>
        <ul class="grid" data-personalize-list="${name}"></ul>
      </section>`;
