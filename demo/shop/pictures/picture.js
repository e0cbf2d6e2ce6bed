/**
 * The picture of a product: one thing, one table, one lamp from the left. Every product of the catalogue has one.
 */

import { bags } from './bags.js';
import { ceramics } from './ceramics.js';
import { lighting } from './lighting.js';
import { box, oval } from './marks.js';
import { plants } from './plants.js';
import { seating } from './seating.js';
import { fallbackTone, gradients, tones, walls } from './tones.js';

/** @type {Record<string, (colour: string) => string>} */
export const drawings = { ...ceramics, ...lighting, ...plants, ...bags, ...seating };

const TABLE_TOP = 286;

export const defs = `<defs>${gradients}
<radialGradient id="halo"><stop offset="0" stop-color="#fff3c4" stop-opacity=".95"/><stop offset="1" stop-color="#fff3c4" stop-opacity="0"/></radialGradient>
<linearGradient id="beam" x2="0" y2="1"><stop offset="0" stop-color="#fff3c4" stop-opacity=".9"/><stop offset="1" stop-color="#fff3c4" stop-opacity="0"/></linearGradient>
</defs>`;

/**
 * @param {import('../catalogue.js').Product} product
 * @returns {string} a whole SVG document, 400 × 400
 */
export function drawPicture({ picture, colour }) {
  const { wall, table } = walls[(tones[colour] ?? fallbackTone).wall];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="800" height="800" style="--wall:${wall}">${defs}` +
    box(0, 0, 400, 400, 0, wall) +
    oval(200, 190, 150, 150, '#fff', 'opacity=".28"') +
    box(0, TABLE_TOP, 400, 400 - TABLE_TOP, 0, table) +
    (drawings[picture]?.(colour) ?? '') +
    '</svg>'
  );
}
