/** The few marks that every drawing is made of, as SVG. */

/** @param {string} d @param {string} fill @param {string} [more] */
export const shape = (d, fill, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`;

/** @param {string} d @param {string} stroke @param {number} width @param {string} [more] */
export const line = (d, stroke, width, more = '') =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;

/** @param {number} cx @param {number} cy @param {number} rx @param {number} ry @param {string} fill @param {string} [more] */
export const oval = (cx, cy, rx, ry, fill, more = '') =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`;

/** @param {number} x @param {number} y @param {number} w @param {number} h @param {number} r @param {string} fill @param {string} [more] */
export const box = (x, y, w, h, r, fill, more = '') =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}" ${more}/>`;

/**
 * Where a thing stands: a soft shadow that falls to the right.
 * @param {number} cx @param {number} y @param {number} width
 */
export const shadow = (cx, y, width) => oval(cx + 14, y, width / 2 + 16, 11, '#3a2f22', 'opacity=".16"');

/**
 * The same marks, drawn at several places.
 * @param {ReadonlyArray<readonly [number, number, number, number?]>} places x, y, degrees, scale
 * @param {string} marks
 */
export const repeat = (places, marks) =>
  places
    .map(
      ([x, y, turn, scale = 1]) =>
        `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${scale})">${marks}</g>`,
    )
    .join('');
