/** The icons of the shop. They have the colour of the surrounding text. */

import { raw } from '../html.js';

/** @param {string} d */
const icon = (d) =>
  raw(
    `<svg class="icon" viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${d}</svg>`,
  );

export const icons = {
  heart: icon(
    '<path d="M12 20s-7.5-4.6-7.5-10A4.3 4.3 0 0 1 12 7.2 4.3 4.3 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10Z"/>',
  ),
  cart: icon('<path d="M5 8h14l1 12H4L5 8Z"/><path d="M8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5"/>'),
  person: icon('<circle cx="12" cy="8" r="3.6"/><path d="M4.5 20c.8-4 3.7-6 7.5-6s6.7 2 7.5 6"/>'),
  left: icon('<path d="m14.5 5-7 7 7 7"/>'),
  right: icon('<path d="m9.5 5 7 7-7 7"/>'),
  leaf: icon('<path d="M5 19C4 10 9 5 19 5c0 10-5 15-14 14Zm0 0 7-7"/>'),
  truck: icon(
    '<path d="M3 6.5h11v10H3zM14 10h4l3 3.5v3h-7z"/><circle cx="7.5" cy="17.5" r="1.8"/><circle cx="17" cy="17.5" r="1.8"/>',
  ),
  repair: icon(
    '<path d="M4 12a8 8 0 0 1 14-5l2 2M20 12a8 8 0 0 1-14 5l-2-2"/><path d="M20 4v5h-5M4 20v-5h5"/>',
  ),
};
