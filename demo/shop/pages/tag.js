/** The only lines a shop adds to its pages for Personalize. */

import { html } from '../html.js';

/**
 * @typedef {object} TagSettings
 * @property {string} endpoint where the local AWS listens
 * @property {string} [userId] the signed-in customer
 */

/**
 * Goes into the head: calls made before the tag has loaded wait in the queue.
 * `data-bot-filter="false"` lets an automated browser try the demo; a real shop leaves it out.
 *
 * @param {TagSettings} settings
 */
export const personalizeTag = ({ endpoint, userId }) => html`
    <script>
      window.personalize = window.personalize || function () {
        (personalize.q = personalize.q || []).push([Date.now(), arguments]);
      };
    </script>
    <script async src="/dist/personalize.min.js"
      data-region="us-east-1"
      data-identity-pool-id="us-east-1:10000000-0000-4000-8000-000000000001"
      data-tracking-id="20000000-0000-4000-8000-000000000001"
      data-endpoint="${endpoint}"
      data-bot-filter="false"
      ${userId ? html`data-user-id="${userId}"` : ''}></script>`;
