/**
 * Keeps the room of recommendations free while they are on their way, so that nothing jumps when they come; where they
 * do not come, the place closes again. A list says what became of it in `data-settled`.
 */

import { html } from '../html.js';

/** Far longer than a list waits; for pages that the tag never reached. */
const AT_THE_LATEST_MS = 6000;

export function startRecommended() {
  const lists = document.querySelectorAll('[data-personalize-recommend], [data-personalize-rank]');
  for (const list of lists) {
    // The tag may have been faster than this script.
    if (list.hasAttribute('data-personalize-recommendation-id')) settle(list, 'before');
    else keepRoom(list);
  }
  for (const outcome of ['recommended', 'ranked', 'failed']) {
    addEventListener(`personalize:${outcome}`, ({ target }) => {
      if (target instanceof Element) settle(target, outcome);
    });
  }
  setTimeout(() => {
    for (const list of lists) if (!list.hasAttribute('data-settled')) settle(list, 'unanswered');
  }, AT_THE_LATEST_MS);
}

/** As many places as cards will come, and of their size. @param {Element} list */
function keepRoom(list) {
  const template = list.querySelector('template');
  const count = Number(list.getAttribute('data-personalize-num-results'));
  for (let each = 0; template && each < count; each++) {
    const place = document.createElement('li');
    place.className = 'card awaited';
    place.setAttribute('aria-hidden', 'true');
    place.innerHTML = awaited.markup;
    list.append(place);
  }
}

const awaited = html`
  <span class="card-link"><span class="awaited-picture"></span><span class="card-title">…</span></span>
  <span class="card-price">…</span><span class="card-add">…</span>`;

/** @param {Element} list @param {string} outcome */
function settle(list, outcome) {
  list.setAttribute('data-settled', outcome);
  for (const place of list.querySelectorAll('.awaited')) place.remove();
}
