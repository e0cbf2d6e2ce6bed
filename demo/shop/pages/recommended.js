/**
 * Renders a section for recommendations: a heading, and a list with a template that the tag fills. It is hidden until
 * browser/recommended.js has added placeholders.
 */

import { html } from '../html.js';
import { card, toCome } from './card.js';

const COUNT = 4;
/** Longer than the default of one second. The placeholders prevent a layout shift, so a late answer does no harm. */
const TIMEOUT_MS = 3000;

/**
 * @param {string} name
 * @param {string} title
 * @param {string} recommenderArn
 * @param {string} [itemId] the item that the recommendations are related to
 */
export const recommended = (name, title, recommenderArn, itemId) => html`
      <section class="shelf recommended" aria-labelledby="${name}-title" ${itemId && about(itemId)}>
        <h2 id="${name}-title">${title}</h2>
        <ul class="grid four" data-personalize-list="${name}" data-personalize-prop-placement="${name}"
          data-personalize-recommend="${recommenderArn}" data-personalize-num-results="${COUNT}"
          data-personalize-timeout="${TIMEOUT_MS}" data-personalize-attribution-source="${name}">
          <template>${card(toCome)}</template>
        </ul>
      </section>`;

/** Relates the section to the item. A click on the heading sends no event. @param {string} itemId */
const about = (itemId) => html`data-personalize-item-id="${itemId}" data-personalize-event-type="none"`;
