/** The panel: redraws a batch when something of it arrives, newest on top, and keeps the sums and the circle. */

import { html } from '../../shop/html.js';
import { batchClass, batchView } from './batch-view.js';
import { createBatches } from './batches.js';
import { createCircle } from './circle.js';
import { circleView } from './circle-view.js';
import { startFeed } from './feed.js';
import { find } from './find.js';
import { itemTitle } from './item-view.js';
import { typeColour } from './type-colour.js';

/** More than anyone reads; the local AWS remembers the rest. */
const MOST_SHOWN = 150;

/** @param {string} endpoint */
export function startPanel(endpoint) {
  const batches = createBatches();
  const circle = createCircle();
  const list = find('[data-batches]');
  const showCircle = inTheNextFrame(() => {
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

/** Once for all that arrives until then. @param {() => void} draw */
function inTheNextFrame(draw) {
  let asked = false;
  return () => {
    if (!asked)
      requestAnimationFrame(() => {
        asked = false;
        draw();
      });
    asked = true;
  };
}

/** @param {HTMLElement} list @param {import('./batches.js').Batch} batch @param {boolean} live */
function draw(list, batch, live) {
  const known = document.getElementById(`batch-${batch.id}`);
  const item = known ?? document.createElement('li');
  const open = [...item.querySelectorAll('details[open]')].map((each) => each.getAttribute('data-key'));
  item.id = `batch-${batch.id}`;
  item.className = `${batchClass(batch)}${live ? ' live' : ''}`;
  item.innerHTML = batchView(batch).markup;
  for (const details of item.querySelectorAll('details'))
    details.open = open.includes(details.dataset.key ?? '');
  if (known) return;
  list.prepend(item);
  while (list.children.length > MOST_SHOWN) list.lastElementChild?.remove();
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
