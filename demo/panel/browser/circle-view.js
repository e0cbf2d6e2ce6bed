/** The circle as a person reads it: a line for each attribution source, and each recommendation with its items. */

import { html } from '../../shop/html.js';
import { clickThrough } from './circle.js';
import { itemPicture, itemTitle } from './item-view.js';

/** @typedef {import('./circle.js').Recommendation} Recommendation */

/** More than anyone reads. */
const MOST_SHOWN = 40;

/** What the shop's resources are for. @type {Record<string, string>} */
const names = {
  'local-also-viewed': 'Customers also viewed',
  'local-for-you': 'Recommended for you',
  'local-most-viewed': 'Most viewed',
  'local-best-sellers': 'Best sellers',
  'local-ranking': 'A ranking',
};

/** @param {ReturnType<import('./circle.js').createCircle>} circle */
export const circleView = (circle) => {
  const recommendations = circle.recommendations();
  const sources = circle.bySource();
  return html`
    ${recommendations.length === 0 && nothingYet}
    ${sources.length > 0 && sourceTable(sources)}
    ${recommendations.length > 0 && html`<h3>By recommendation</h3>`}
    <ol class="batches">${recommendations.slice(0, MOST_SHOWN).map(recommendationView)}</ol>`;
};

const nothingYet = html`
    <div class="empty">
      <p class="empty-title">Round and round</p>
      <p>Personalize recommends, the shop shows, the visitor sees and chooses, and that is what it learns from.
        Open a page of the shop: what it was recommended stands here, with what became of it.</p>
    </div>`;

/** @param {import('./circle.js').Sum[]} sources */
const sourceTable = (sources) => html`
    <table class="sources">
      <caption>By attribution source</caption>
      <thead><tr><th scope="col">Source</th><th scope="col"><abbr title="Recommended">Rec.</abbr></th><th scope="col">Seen</th>
        <th scope="col">Clicked</th><th scope="col">Bought</th><th scope="col"><abbr title="Click-through: clicked of seen">CTR</abbr></th></tr></thead>
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
          <span class="operation">${nameOf(request)}</span>
          <span class="rate" title="Click-through: clicked of seen">${clickThrough(clicked.size, seen.size)}</span>
          <span class="batch-facts">${[request && new Date(request.receivedAt).toTimeString().slice(0, 8), source, `${id.slice(0, 8)}…`].filter(Boolean).join(' · ')}</span>
        </div>
        <p class="steps"><span><b>${items.length}</b> recommended</span> <span><b>${seen.size}</b> seen</span>
          <span class="is-clicked"><b>${clicked.size}</b> clicked</span> <span class="is-bought"><b>${bought.size}</b> bought</span></p>
        <p class="outcomes">${items.map((item) => {
          const fate = bought.has(item)
            ? 'bought'
            : clicked.has(item)
              ? 'clicked'
              : seen.has(item)
                ? 'seen'
                : 'unseen-yet';
          return itemPicture(item, {
            alt: `${itemTitle(item)}: ${wordsOf[fate]}`,
            className: `mini ${fate}`,
          });
        })}</p>
      </li>`;
};

const wordsOf = { bought: 'bought', clicked: 'clicked', seen: 'seen', 'unseen-yet': 'not known to be seen' };

/** @param {import('../../local-aws/state.js').RequestRecord | undefined} request */
function nameOf(request) {
  if (!request) return 'Of before';
  const { recommenderArn, campaignArn, itemId } = JSON.parse(request.body);
  const name = String(recommenderArn ?? campaignArn).split('/')[1] ?? '';
  return `${names[name] ?? name}${itemId ? `: ${itemTitle(itemId)}` : ''}`;
}
