/**
 * A place for recommendations: a heading, and a list with a template that the tag fills. It stays out of sight until
 * there is a script that keeps its room free, see browser/recommended.js.
 */

import { html } from '../html.js';
import { card, toCome } from './card.js';

const COUNT = 4;
/** Nobody sees anything change, since the room is kept: so it may take longer than the tag's own second. */
const TIMEOUT_MS = 3000;

/**
 * @param {string} name
 * @param {string} title
 * @param {string} recommenderArn
 * @param {string} [itemId] what the recommendations are to go with
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

/** The section is about the item, but a click on its heading is nothing that the item would have to know. @param {string} itemId */
const about = (itemId) => html`data-personalize-item-id="${itemId}" data-personalize-event-type="none"`;
