/** The panel: shows requests with the newest on top, the totals, and the results of recommendations. */

import { html } from '../../shop/html.js';
import { batchClass, batchView } from './batch-view.js';
import { createBatches } from './batches.js';
import { createCircle } from './circle.js';
import { circleView } from './circle-view.js';
import { startFeed } from './feed.js';
import { find } from './find.js';
import { itemTitle } from './item-view.js';
import { typeColour } from './type-colour.js';

/** Limits the length of the list. The local AWS keeps the rest. */
const MAX_SHOWN = 150;

/** @param {string} endpoint */
export function startPanel(endpoint) {
  const batches = createBatches();
  const circle = createCircle();
  const list = find('[data-batches]');
  const showCircle = oncePerFrame(() => {
    find('[data-circle]').innerHTML = circleView(circle).markup;
  });
  showCircle();

  /** @param {import('./batches.js').Batch | undefined} batch @param {boolean} live */
  const show = (batch, live) => {
    if (!batch) return;
    draw(list, batch, live);
    showTotals(batches.totals());
  };

  startFeed(endpoint, {
    onRequest: (request, live) => {
      show(batches.addRequest(request), live);
      circle.addRequest(request);
      showCircle();
    },
    onEvent: (event, live) => {
      show(batches.addEvent(event), live);
      circle.addEvent(event);
      showCircle();
      if (live)
        find('[data-said]').textContent = `${event.eventType} ${event.itemId ? itemTitle(event.itemId) : ''}`;
    },
    onReset: () => {
      batches.clear();
      circle.clear();
      showCircle();
      list.replaceChildren();
      showTotals(batches.totals());
    },
    onLink: (state) => {
      find('[data-link]').dataset.link = state;
      find('[data-link-text]').textContent = state === 'open' ? 'Live' : 'The local AWS does not answer';
    },
  });
}

/** Draws in the next frame, once for all calls until then. @param {() => void} draw */
function oncePerFrame(draw) {
  let requested = false;
  return () => {
    if (requested) return;
    requested = true;
    requestAnimationFrame(() => {
      requested = false;
      draw();
    });
  };
}

/**
 * Draws a request, or draws it again. Events that the user has opened stay open.
 * @param {HTMLElement} list @param {import('./batches.js').Batch} batch @param {boolean} live
 */
function draw(list, batch, live) {
  const shown = document.getElementById(`batch-${batch.id}`);
  const item = shown ?? document.createElement('li');
  const openKeys = [...item.querySelectorAll('details[open]')].map((each) => each.getAttribute('data-key'));
  item.id = `batch-${batch.id}`;
  item.className = `${batchClass(batch)}${live ? ' live' : ''}`;
  item.innerHTML = batchView(batch).markup;
  for (const details of item.querySelectorAll('details'))
    details.open = openKeys.includes(details.dataset.key ?? '');
  if (shown) return;
  list.prepend(item);
  while (list.children.length > MAX_SHOWN) list.lastElementChild?.remove();
}

/** @param {ReturnType<ReturnType<typeof createBatches>['totals']>} totals */
function showTotals({ events, repeated, requests, refused, byType }) {
  const parts = [
    `${count(events, 'event')} in ${count(requests, 'request')}`,
    repeated > 0 && `${count(repeated, 'repeat')} not counted`,
    refused > 0 && `${refused} refused`,
  ];
  find('[data-summary]').textContent =
    events + refused === 0 ? 'No events yet' : parts.filter(Boolean).join(', ');
  find('[data-total]').textContent = String(events);
  find('[data-empty]').hidden = events + refused > 0;
  find('[data-counts]').innerHTML = [...byType]
    .map(
      ([type, number]) => html`<li style="--type: ${typeColour(type)}">${type} <b>${number}</b></li>`.markup,
    )
    .join('');
}

/** @param {number} number @param {string} noun */
const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;
