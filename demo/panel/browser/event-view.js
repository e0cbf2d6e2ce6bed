/** Renders one event: type, item, session, user and attribution. It opens to show the event as it was sent. */

import { html } from '../../shop/html.js';
import { itemPicture, itemTitle } from './item-view.js';
import { sessionColour, typeColour } from './type-colour.js';

/** @typedef {import('../../local-aws/state.js').AcceptedEvent} AcceptedEvent */

/** @param {AcceptedEvent} event */
export const eventView = (event) => html`
  <li class="event" style="--type: ${typeColour(event.eventType)}">
    <details data-key="${event.eventId}">
      <summary>
        ${event.itemId !== undefined ? itemPicture(event.itemId) : html`<span class="thumb letter">–</span>`}
        <span class="what">
          <span class="type">${event.eventType}</span>
          ${event.duplicate && html`<span class="again" title="An event with this id arrived before. Personalize counts it once.">repeat</span>`}
          <span class="item">${event.itemId !== undefined ? itemTitle(event.itemId) : 'no item'}</span>
        </span>
        <span class="numbers">
          ${event.eventValue !== undefined && html`<span class="value">${event.eventValue}</span>`}
          <span class="latency" title="Time between the event and its receipt">${latency(event.latencyMs)}</span>
        </span>
        ${labels(event)}
        ${event.impression && impression(event.impression, event.itemId)}
      </summary>
      <pre tabindex="0" role="region" aria-label="The event as it was received">${JSON.stringify(asSent(event), null, 2)}</pre>
    </details>
  </li>`;

/** @param {AcceptedEvent} event */
const labels = ({ sessionId, userId, recommendationId, metricAttribution, properties }) => html`
        <span class="marks">
          <span class="mark" style="color: ${sessionColour(sessionId)}" title="Session ${sessionId}"><i>session</i> ${sessionId.slice(0, 4)}</span>
          <span class="mark" title="User"><i>user</i> ${userId ?? 'anonymous'}</span>
          ${recommendationId && html`<span class="mark credit" title="Recommendation ${recommendationId}"><i>from</i> ${recommendationId.slice(0, 8)}…</span>`}
          ${metricAttribution && html`<span class="mark credit" title="Attribution source"><i>source</i> ${metricAttribution.eventAttributionSource}</span>`}
          ${pairs(properties).map(([name, value]) => html`<span class="mark"><i>${name}</i> ${value}</span>`)}
        </span>`;

/** @param {string[]} ids @param {string | undefined} chosen */
const impression = (ids, chosen) => html`
        <span class="seen"><i>${ids.length} seen</i>${ids.map((id) =>
          itemPicture(id, { alt: itemTitle(id), className: id === chosen ? 'mini chosen' : 'mini' }),
        )}</span>`;

/** @param {number} ms */
const latency = (ms) => (Math.abs(ms) < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`);

/** @param {string | undefined} properties @returns {[string, string][]} */
function pairs(properties) {
  try {
    return Object.entries(JSON.parse(properties ?? '{}')).map(([name, value]) => [name, String(value)]);
  } catch {
    return [];
  }
}

/** Removes what the local AWS added to the event. @param {AcceptedEvent} event */
const asSent = ({ requestId: _id, receivedAt: _at, latencyMs: _ms, duplicate: _duplicate, ...sent }) => sent;
