/** The picture of the front page: a corner of a room, furnished from the catalogue. */

import { box, line, oval } from './marks.js';
import { defs, drawings } from './picture.js';

/** @param {string} picture @param {string} colour @param {number} x @param {number} y @param {number} size */
const place = (picture, colour, x, y, size) =>
  `<g transform="translate(${x} ${y}) scale(${size})">${drawings[picture]?.(colour) ?? ''}</g>`;

const room =
  box(0, 0, 1200, 900, 0, '#ecdccb') +
  box(0, 690, 1200, 210, 0, '#d9bfa2') +
  line('M0 690H1200', '#c9ab8b', 4) +
  '<path d="M640 560V230A170 170 0 0 1 980 230V560Z" fill="#f8efe2"/>' +
  '<path d="M664 540V232A146 146 0 0 1 956 232V540Z" fill="#cfe0e3"/>' +
  oval(880, 210, 52, 52, '#fdf1c9') +
  '<path d="M664 540V446C720 404 768 424 812 442C866 462 906 428 956 412V540Z" fill="#a9c0a2"/>' +
  '<path d="M664 540V492C730 470 790 500 956 474V540Z" fill="#8aa886"/>' +
  line('M810 88V540M664 318H956', '#f8efe2', 12) +
  box(618, 548, 384, 22, 6, '#fbf5ea') +
  oval(520, 790, 470, 74, '#c27a5b', 'opacity=".5"') +
  oval(520, 790, 430, 64, '#dfa587', 'opacity=".55"');

const sideTable =
  line('M762 640L738 800M900 640L924 800M830 640V806', '#74492b', 12) +
  box(730, 622, 202, 22, 11, '#8a5c3d') +
  oval(834, 806, 120, 14, '#3a2f22', 'opacity=".14"');

/** @returns {string} a whole SVG document, 1200 × 900 */
export const drawHero = () =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 900" width="1200" height="900" style="--wall:#ecdccb">${defs}${room}` +
  place('monstera', 'terracotta', -40, 210, 1.72) +
  place('pendant', 'moss', 210, -30, 1.05) +
  sideTable +
  place('bottleVase', 'sky', 688, 366, 0.8) +
  place('mug', 'ink', 808, 494, 0.4) +
  place('snakePlant', 'ochre', 788, 298, 0.78) +
  place('armchair', 'sage', 282, 250, 1.66) +
  place('basket', 'ochre', 856, 470, 1.08) +
  '</svg>';
