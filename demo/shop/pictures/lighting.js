/** Lamps: they stand on the table or hang from above, and all of them are lit. */

import { box, line, oval, repeat, shadow, shape } from './marks.js';
import { body, tones } from './tones.js';

/** @param {string} colour */
const dark = (colour) => tones[colour]?.shade ?? '#555';

/** @param {number} cx @param {number} cy @param {number} r */
const glow = (cx, cy, r) => oval(cx, cy, r, r, 'url(#halo)');

const flame =
  oval(0, -16, 26, 30, 'url(#halo)') +
  shape('M0 0C-10 -8 -8 -22 0 -36C8 -22 10 -8 0 0Z', '#f6b64a') +
  shape('M0 -3C-5 -8 -4 -15 0 -23C4 -15 5 -8 0 -3Z', '#fff3c9') +
  line('M0 8V-4', '#4b3a28', 2.5);

/** @satisfies {Record<string, (colour: string) => string>} */
export const lighting = {
  mushroom: (c) =>
    glow(200, 214, 170) +
    shadow(200, 320, 110) +
    shape(
      'M182 206H218C218 250 224 286 250 306C256 312 252 320 244 320H156C148 320 144 312 150 306C176 286 182 250 182 206Z',
      body('glow'),
    ) +
    shape('M96 208C96 146 142 112 200 112C258 112 304 146 304 208C304 220 96 220 96 208Z', body(c)) +
    oval(200, 210, 103, 12, '#fff6d6') +
    line('M122 178C130 156 146 142 166 134', '#fff', 7, 'opacity=".5"'),

  pendant: (c) =>
    shape('M128 246L70 400H330L272 246Z', 'url(#beam)') +
    line('M200 0V104', '#3a332b', 3.5) +
    box(188, 96, 24, 26, 6, body('brass')) +
    shape('M188 120C186 168 116 186 104 246H296C284 186 214 168 212 120Z', body(c)) +
    oval(200, 246, 96, 15, '#fff6d6') +
    oval(200, 247, 30, 7, '#fff') +
    line('M134 216C142 198 158 186 174 174', '#fff', 5, 'opacity=".35"'),

  deskLamp: (c) =>
    shape('M246 150L170 322H352L322 160Z', 'url(#beam)') +
    shadow(140, 320, 100) +
    shape('M92 320C92 302 112 298 140 298C168 298 188 302 188 320Z', body(c)) +
    line('M140 300L108 196L230 112', dark(c), 8) +
    `<circle cx="108" cy="196" r="10" fill="${body('brass')}"/>` +
    `<circle cx="86" cy="212" r="13" fill="${body(c)}"/>` +
    shape('M218 96C250 84 300 104 326 156L242 160C220 146 206 114 218 96Z', body(c)) +
    shape('M242 160C262 146 306 142 326 156C310 172 262 176 242 160Z', '#fff3c9') +
    `<circle cx="230" cy="112" r="7" fill="${body('brass')}"/>`,

  lantern: () =>
    glow(200, 196, 180) +
    line('M200 0V84', '#3a332b', 3) +
    oval(200, 196, 118, 112, body('glow')) +
    [-90, -66, -42, -18, 6, 30, 54, 78]
      .map((dy) => {
        const half = Math.round(118 * Math.sqrt(1 - (dy / 112) ** 2));
        return line(
          `M${200 - half} ${196 + dy}Q200 ${196 + dy + 18} ${200 + half} ${196 + dy}`,
          '#cfa65a',
          1.6,
          'opacity=".6"',
        );
      })
      .join('') +
    oval(200, 88, 30, 7, '#a9854f') +
    oval(200, 305, 26, 6, '#a9854f'),

  tableLamp: (c) =>
    glow(200, 150, 170) +
    shadow(200, 320, 100) +
    box(194, 190, 12, 40, 3, body('brass')) +
    shape(
      'M186 222H214C214 236 250 246 250 280C250 306 236 320 222 320H178C164 320 150 306 150 280C150 246 186 236 186 222Z',
      body(c),
    ) +
    shape('M148 78H252L290 200H110Z', body('glow')) +
    line('M148 78H252M110 200H290', '#cfa65a', 4) +
    line('M176 80L154 198M200 80V198M224 80L246 198', '#d9b25f', 1.4, 'opacity=".7"') +
    line('M164 272C166 262 172 256 178 252', '#fff', 5, 'opacity=".6"'),

  candles: (c) =>
    shadow(200, 320, 190) +
    box(96, 306, 208, 14, 7, body('walnut')) +
    box(120, 200, 34, 108, 6, body(c)) +
    box(184, 130, 34, 178, 6, body('cream')) +
    box(248, 244, 34, 64, 6, body('blush')) +
    repeat(
      [
        [137, 194, 0],
        [201, 124, 0],
        [265, 238, 0],
      ],
      flame,
    ),
};
