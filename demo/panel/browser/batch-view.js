/** Renders one request: time, size, answer, and its events. */

import { html } from '../../shop/html.js';
import { isRefused } from './batches.js';
import { eventView } from './event-view.js';
import { itemPicture, itemTitle } from './item-view.js';

/** @typedef {import('./batches.js').Batch} Batch */

/** Titles of operations; others are shown by name. @type {Record<string, string>} */
const titles = {
  GetId: 'Cognito: identity for this browser',
  GetCredentialsForIdentity: 'Cognito: credentials for one hour',
  GetRecommendations: 'Recommendations',
  GetPersonalizedRanking: 'Ranking',
  PutUsers: 'Users',
  PutItems: 'Items',
};

/** @param {Batch} batch */
export const batchClass = ({ request, events }) =>
  isRefused(request) ? 'batch refused' : events.length > 0 ? 'batch' : 'batch plain';

/** @param {Batch} batch */
export const batchView = ({ id, request, events }) => html`
  <div class="batch-head">
    <span class="operation">${titles[request?.operation ?? ''] ?? request?.operation ?? 'PutEvents'}</span>
    <span class="answer">${request ? answer(request) : 'in progress'}</span>
    <span class="batch-facts">${facts({ id, request, events })}</span>
  </div>
  ${isRefused(request) && html`<p class="why"><strong>${request?.errorType ?? 'No answer'}</strong> ${request?.message}</p>`}
  ${request?.recommended && itemPictures(request.recommended)}
  ${events.length > 0 && html`<ul>${events.map(eventView)}</ul>`}`;

/** @param {string[]} ids */
const itemPictures = (ids) => html`
  <p class="outcomes">${ids.map((id) => itemPicture(id, { alt: itemTitle(id), className: 'mini' }))}</p>`;

/** @param {import('../../local-aws/state.js').RequestRecord} request */
const answer = ({ status }) => (status === 0 ? 'no answer' : String(status));

/** @param {Batch} batch */
const facts = ({ id, request, events }) =>
  [
    new Date(request?.receivedAt ?? events[0]?.receivedAt ?? 0).toTimeString().slice(0, 8),
    request?.events && `${request.events} ${request.events === 1 ? 'event' : 'events'}`,
    request && `${request.bytes} B in ${request.ms} ms`,
    `request ${id.slice(0, 4)}`,
  ]
    .filter(Boolean)
    .join(' · ');
