/** Bags: they stand on the table at y = 320. */

import { box, line, oval, repeat, shadow, shape } from './marks.js';
import { body, tones } from './tones.js';

const STRAP = '#7a5032';

/** @param {string} colour */
const dark = (colour) => tones[colour]?.shade ?? '#555';

/** @satisfies {Record<string, (colour: string) => string>} */
export const bags = {
  tote: (c) =>
    shadow(200, 320, 150) +
    line('M158 172C156 60 244 60 242 172', '#c9b083', 11) +
    shape('M112 160H288L298 308C299 316 295 320 288 320H112C105 320 101 316 102 308Z', body(c)) +
    line('M112 172H288', dark(c), 2, 'stroke-dasharray="5 5"') +
    line('M162 162V206M238 162V206', '#d8c39a', 11) +
    repeat(
      [
        [200, 272, 0],
        [200, 272, -52],
        [200, 272, 52],
        [200, 272, -26],
        [200, 272, 26],
      ],
      shape('M0 0C-8 -12 -8 -34 0 -50C8 -34 8 -12 0 0Z', '#6f8a68'),
    ) +
    line('M200 272V296', '#6f8a68', 3),

  backpack: (c) =>
    shadow(200, 320, 150) +
    line('M180 96C180 70 220 70 220 96', STRAP, 8) +
    shape(
      'M118 300V170C118 122 150 90 200 90C250 90 282 122 282 170V300C282 314 274 320 262 320H138C126 320 118 314 118 300Z',
      body(c),
    ) +
    shape(
      'M118 190V168C118 122 150 90 200 90C250 90 282 122 282 168V190C262 204 138 204 118 190Z',
      dark(c),
      'opacity=".45"',
    ) +
    box(140, 226, 120, 78, 14, body(c), `stroke="${dark(c)}" stroke-width="2.5"`) +
    line('M142 246H258', dark(c), 2.5) +
    line('M166 180V262M234 180V262', STRAP, 11) +
    box(158, 216, 16, 14, 3, body('brass')) +
    box(226, 216, 16, 14, 3, body('brass')),

  basket: (c) =>
    shadow(200, 320, 150) +
    line('M122 206C122 70 278 70 278 206', dark(c), 13) +
    line('M122 206C122 70 278 70 278 206', tones[c]?.base ?? '#c90', 7, 'stroke-dasharray="9 7"') +
    shape('M98 202H302L278 304C275 315 268 320 258 320H142C132 320 125 315 122 304Z', body(c)) +
    [222, 244, 266, 288]
      .map((y, i) =>
        line(
          `M${102 + i * 5} ${y}H${298 - i * 5}`,
          dark(c),
          9,
          `stroke-dasharray="15 17" stroke-dashoffset="${(i % 2) * 16}" opacity=".55"`,
        ),
      )
      .join('') +
    box(92, 194, 216, 19, 9, body(c)) +
    line('M102 204H298', dark(c), 3, 'stroke-dasharray="8 8"'),

  satchel: (c) =>
    shadow(200, 320, 180) +
    line('M112 190C96 60 304 60 288 190', dark(c), 9) +
    box(100, 172, 200, 148, 18, body(c)) +
    shape(
      'M96 184C96 170 104 164 116 164H284C296 164 304 170 304 184V236C304 262 286 268 260 270H140C114 268 96 262 96 236Z',
      body(c),
      `stroke="${dark(c)}" stroke-width="2.5"`,
    ) +
    line(
      'M106 236C108 254 122 259 142 260H258C278 259 292 254 294 236',
      '#e0bd97',
      1.8,
      'stroke-dasharray="5 5" opacity=".8"',
    ) +
    box(138, 224, 20, 70, 5, dark(c)) +
    box(242, 224, 20, 70, 5, dark(c)) +
    box(135, 258, 26, 20, 4, 'none', `stroke="${tones.brass?.base}" stroke-width="5"`) +
    box(239, 258, 26, 20, 4, 'none', `stroke="${tones.brass?.base}" stroke-width="5"`),

  weekender: (c) =>
    shadow(200, 320, 240) +
    line('M152 210C152 96 248 96 248 210', STRAP, 11) +
    shape(
      'M74 298C70 240 84 184 122 180H278C316 184 330 240 326 298C325 314 318 320 306 320H94C82 320 75 314 74 298Z',
      body(c),
    ) +
    shape(
      'M74 298C73 286 73 276 74 266H326C327 276 327 286 326 298C325 314 318 320 306 320H94C82 320 75 314 74 298Z',
      body('walnut'),
    ) +
    line('M126 190H274', '#d9c9a5', 3, 'stroke-dasharray="7 5"') +
    line('M152 206V268M248 206V268', STRAP, 12) +
    box(184, 184, 32, 12, 4, body('brass')),

  pouch: (c) =>
    shadow(200, 320, 200) +
    shape(
      'M92 206C92 196 98 190 108 190H292C302 190 308 196 308 206V300C308 314 300 320 288 320H112C100 320 92 314 92 300Z',
      body(c),
    ) +
    line('M104 208H296', '#fff4ec', 9) +
    line('M104 208H296', tones.brass?.shade ?? '#963', 4, 'stroke-dasharray="3 4"') +
    box(270, 202, 24, 12, 4, body('brass')) +
    line('M290 214C306 226 298 244 312 258', STRAP, 5) +
    oval(314, 264, 6, 8, STRAP) +
    line('M112 236V300M126 236V304', '#fff4ec', 1.8, 'stroke-dasharray="5 6" opacity=".7"') +
    line('M150 190L186 84L200 92L172 190', '#d6a04a', 9) +
    shape('M182 82L198 66L204 92Z', '#f0dcb9') +
    line('M220 188V112', '#5f8399', 10) +
    oval(220, 108, 9, 11, '#5f8399'),
};
