/** Renders the results: a table of the attribution sources, and each recommendation with its items. */

import { html } from '../../shop/html.js';
import { clickThrough } from './circle.js';
import { itemPicture, itemTitle } from './item-view.js';

/** @typedef {import('./circle.js').Recommendation} Recommendation */

/** Limits the length of the page. */
const MAX_SHOWN = 40;

/** Titles of the resources of the shop. @type {Record<string, string>} */
const titles = {
  'local-also-viewed': 'Customers also viewed',
  'local-for-you': 'Recommended for you',
  'local-most-viewed': 'Most viewed',
  'local-best-sellers': 'Best sellers',
  'local-ranking': 'Ranking',
};

/** @param {ReturnType<import('./circle.js').createCircle>} circle */
export const circleView = (circle) => {
  const recommendations = circle.recommendations();
  const sources = circle.bySource();
  return html`
    ${recommendations.length === 0 && emptyState}
    ${sources.length > 0 && sourceTable(sources)}
    ${recommendations.length > 0 && html`<h3>By recommendation</h3>`}
    <ol class="batches">${recommendations.slice(0, MAX_SHOWN).map(recommendationView)}</ol>`;
};

const emptyState = html`
    <div class="empty">
      <p class="empty-title">No recommendations yet</p>
      <p>Personalize recommends items and learns which of them visitors see, click and buy.
        Open a page of the shop. Its recommendations and their results appear here.</p>
    </div>`;

/** @param {import('./circle.js').Sum[]} sources */
const sourceTable = (sources) => html`
    <table class="sources">
      <caption>By attribution source</caption>
      <thead><tr><th scope="col">Source</th><th scope="col"><abbr title="Recommended">Rec.</abbr></th><th scope="col">Seen</th>
        <th scope="col">Clicked</th><th scope="col">Bought</th><th scope="col"><abbr title="Click-through rate: clicked items divided by seen items">CTR</abbr></th></tr></thead>
      <tbody>${sources.map(
        ({ source, recommended, seen, clicked, bought }) => html`
        <tr><th scope="row">${source}</th><td>${recommended}</td><td>${seen}</td><td class="is-clicked">${clicked}</td>
          <td class="is-bought">${bought}</td><td><b>${clickThrough(clicked, seen)}</b></td></tr>`,
      )}</tbody>
    </table>`;

/** @param {Recommendation} recommendation */
const recommendationView = ({ id = '', request, source, seen, clicked, bought }) => {
  const items = request?.recommended ?? [...new Set([...seen, ...clicked, ...bought])];
  return html`
      <li class="batch" data-recommendation="${id}">
        <div class="batch-head">
          <span class="operation">${titleOf(request)}</span>
          <span class="rate" title="Click-through rate: clicked items divided by seen items">${clickThrough(clicked.size, seen.size)}</span>
          <span class="batch-facts">${[request && new Date(request.receivedAt).toTimeString().slice(0, 8), source, `${id.slice(0, 8)}…`].filter(Boolean).join(' · ')}</span>
        </div>
        <p class="steps"><span><b>${items.length}</b> recommended</span> <span><b>${seen.size}</b> seen</span>
          <span class="is-clicked"><b>${clicked.size}</b> clicked</span> <span class="is-bought"><b>${bought.size}</b> bought</span></p>
        <p class="outcomes">${items.map((item) => {
          const outcome = bought.has(item)
            ? 'bought'
            : clicked.has(item)
              ? 'clicked'
              : seen.has(item)
                ? 'seen'
                : 'unseen-yet';
          return itemPicture(item, {
            alt: `${itemTitle(item)}: ${outcomeTexts[outcome]}`,
            className: `mini ${outcome}`,
          });
        })}</p>
      </li>`;
};

const outcomeTexts = {
  bought: 'bought',
  clicked: 'clicked',
  seen: 'seen',
  'unseen-yet': 'not reported as seen',
};

/** @param {import('../../local-aws/state.js').RequestRecord | undefined} request */
function titleOf(request) {
  if (!request) return 'Earlier recommendation';
  const { recommenderArn, campaignArn, itemId } = JSON.parse(request.body);
  const name = String(recommenderArn ?? campaignArn).split('/')[1] ?? '';
  return `${titles[name] ?? name}${itemId ? `: ${itemTitle(itemId)}` : ''}`;
}
