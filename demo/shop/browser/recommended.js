/**
 * Shows placeholders until the recommendations arrive, so that the layout does not shift. If none arrive, the
 * placeholders are removed. The attribute `data-settled` contains the outcome of a list.
 */

import { html } from '../html.js';

/** Longer than the timeout of a list. It applies if the tag could not be loaded. */
const GIVE_UP_AFTER_MS = 6000;

export function startRecommended() {
  const lists = document.querySelectorAll('[data-personalize-recommend], [data-personalize-rank]');
  for (const list of lists) {
    // The tag may have filled the list before this script ran.
    if (list.hasAttribute('data-personalize-recommendation-id')) settle(list, 'before');
    else addPlaceholders(list);
  }
  for (const outcome of ['recommended', 'ranked', 'failed']) {
    addEventListener(`personalize:${outcome}`, ({ target }) => {
      if (target instanceof Element) settle(target, outcome);
    });
  }
  setTimeout(() => {
    for (const list of lists) if (!list.hasAttribute('data-settled')) settle(list, 'unanswered');
  }, GIVE_UP_AFTER_MS);
}

/** Adds one placeholder per requested item, with the size of a card. @param {Element} list */
function addPlaceholders(list) {
  const template = list.querySelector('template');
  const count = Number(list.getAttribute('data-personalize-num-results'));
  for (let each = 0; template && each < count; each++) {
    const item = document.createElement('li');
    item.className = 'card placeholder';
    item.setAttribute('aria-hidden', 'true');
    item.innerHTML = placeholder.markup;
    list.append(item);
  }
}

const placeholder = html`
  <span class="card-link"><span class="placeholder-picture"></span><span class="card-title">…</span></span>
  <span class="card-price">…</span><span class="card-add">…</span>`;

/** @param {Element} list @param {string} outcome */
function settle(list, outcome) {
  list.setAttribute('data-settled', outcome);
  for (const item of list.querySelectorAll('.placeholder')) item.remove();
}
