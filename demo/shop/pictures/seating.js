/** Seats: their feet stand on the floor at y = 330. */

import { box, line, oval, shadow, shape } from './marks.js';
import { body, tones } from './tones.js';

const WOOD = '#9a6a43';
const WOOD_DARK = '#74492b';

/** @param {string} colour */
const dark = (colour) => tones[colour]?.shade ?? '#555';

/** @satisfies {Record<string, (colour: string) => string>} */
export const seating = {
  stool: (c) =>
    shadow(200, 330, 150) +
    line('M204 210L208 316', dark(c), 13) +
    line('M146 206L116 328M254 206L284 328', tones[c]?.base ?? WOOD, 14) +
    line('M132 272L268 272', dark(c), 8) +
    shape(
      'M106 186C106 168 148 160 200 160C252 160 294 168 294 186V198C294 214 252 222 200 222C148 222 106 214 106 198Z',
      body(c),
    ) +
    oval(200, 184, 94, 22, tones[c]?.light ?? WOOD) +
    line('M132 180C168 172 232 172 266 180M150 192C180 186 222 186 250 192', dark(c), 1.8, 'opacity=".4"'),

  armchair: (c) =>
    shadow(200, 330, 230) +
    line('M116 306L108 330M284 306L292 330', WOOD_DARK, 11) +
    shape('M112 250V150C112 104 146 86 200 86C254 86 288 104 288 150V250Z', body(c)) +
    line('M150 118C176 104 226 104 250 118', '#fff', 5, 'opacity=".25"') +
    box(106, 222, 188, 50, 22, body(c)) +
    shape(
      'M76 214C76 190 92 180 108 184C124 188 130 200 130 216V264H270V216C270 200 276 188 292 184C308 180 324 190 324 214V294C324 306 316 312 306 312H94C84 312 76 306 76 294Z',
      body(c),
      `stroke="${dark(c)}" stroke-width="1.5"`,
    ) +
    box(132, 236, 136, 34, 15, tones[c]?.light ?? '#ccc') +
    shape(
      'M160 152L226 138L240 200L174 214Z',
      '#c76a45',
      'stroke="#c76a45" stroke-width="14" stroke-linejoin="round"',
    ) +
    line('M172 168L224 157M176 186L228 175', '#f3d3b8', 3.5),

  chair: (c) =>
    shadow(200, 330, 150) +
    line('M148 60L152 220M252 60L248 220', dark(c), 12) +
    line('M152 222L146 326M248 222L254 326', dark(c), 12) +
    line(
      'M152 90C180 80 220 80 248 90M153 124C180 115 220 115 247 124M154 158C180 150 220 150 246 158',
      tones[c]?.base ?? WOOD,
      15,
    ) +
    line('M126 228L116 330M274 228L284 330', tones[c]?.base ?? WOOD, 13) +
    line('M122 282H278', tones[c]?.base ?? WOOD, 8) +
    shape('M144 198H256L286 228V240H114V228Z', body('cream')) +
    line('M200 198V238M172 198L158 238M228 198L242 238M136 212H264M124 226H276', '#b79f6f', 1.8),

  bench: (c) =>
    shadow(200, 330, 290) +
    line('M74 236L68 328M326 236L332 328', WOOD, 14) +
    line('M100 236L104 314M300 236L296 314', WOOD_DARK, 11) +
    line('M74 290H326', WOOD_DARK, 8) +
    box(48, 218, 304, 22, 8, body('walnut')) +
    box(62, 190, 276, 34, 16, body(c)) +
    line('M130 194V220M200 192V222M270 194V220', dark(c), 2.5, 'opacity=".6"') +
    shape('M78 192C70 150 82 132 96 128C130 120 150 132 152 150C154 168 150 184 148 192Z', body('cream')) +
    line('M92 150C108 144 128 144 140 152M90 168C108 162 128 162 142 170', '#b79f6f', 3),

  pouf: (c) =>
    shadow(200, 326, 210) +
    shape(
      'M80 250C80 190 130 166 200 166C270 166 320 190 320 250C320 304 272 328 200 328C128 328 80 304 80 250Z',
      body(c),
    ) +
    line(
      'M200 176C150 186 124 216 122 252C122 288 140 312 160 322M200 176C250 186 276 216 278 252C278 288 260 312 240 322M200 176C182 200 174 230 174 254C174 288 180 312 188 326M200 176C218 200 226 230 226 254C226 288 220 312 212 326',
      dark(c),
      3,
      'opacity=".55"',
    ) +
    oval(200, 174, 15, 7, dark(c)) +
    line('M104 232C110 212 124 198 142 190', '#fff', 6, 'opacity=".4"'),

  rocker: (c) =>
    shadow(200, 330, 240) +
    line('M74 304C130 336 270 336 336 300', dark(c), 11) +
    line('M150 70L166 222M250 70L244 222', dark(c), 11) +
    line('M178 84L184 214M203 82L205 214M228 84L226 214', tones[c]?.base ?? WOOD, 8) +
    shape('M138 60C170 44 230 44 262 60L258 90C228 76 172 76 142 90Z', body(c)) +
    line('M132 232L124 320M276 232L286 318', tones[c]?.base ?? WOOD, 12) +
    line('M126 176H160M246 176H290M132 176L136 230M284 176L278 230', tones[c]?.base ?? WOOD, 10) +
    line('M128 282H280', dark(c), 7) +
    shape('M150 210H262L294 232C294 242 290 246 282 246H128C120 246 116 242 118 232Z', body(c)),
};
