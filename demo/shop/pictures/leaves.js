/** Leaves: each grows from its own origin, upwards. */

import { line, repeat, shape } from './marks.js';
import { body } from './tones.js';

const GREEN = '#55805a';
const DEEP = '#3f6a4a';

export const monsteraLeaf =
  shape(
    'M0 0C-34 -6 -56 -34 -50 -70C-46 -96 -22 -112 0 -118C22 -112 46 -96 50 -70C56 -34 34 -6 0 0Z',
    body('leaf'),
  ) +
  line('M0 0V-108M0 -30L-30 -46M0 -30L30 -46M0 -58L-32 -76M0 -58L32 -76', '#a8c49a', 2) +
  shape(
    'M-60 -58L-26 -54L-58 -44ZM60 -58L26 -54L58 -44ZM-56 -92L-24 -80L-60 -78ZM56 -92L24 -80L60 -78ZM-52 -26L-26 -32L-42 -14ZM52 -26L26 -32L42 -14Z',
    'var(--wall)',
  );

export const blade =
  shape('M-11 0C-20 -50 -14 -110 0 -160C14 -110 20 -50 11 0Z', body('leaf')) +
  line('M0 -6C-3 -60 -1 -110 0 -146', '#c7d68f', 3, 'opacity=".75"');

export const ovalLeaf =
  shape('M0 0C-26 -14 -28 -52 0 -80C28 -52 26 -14 0 0Z', body('leaf')) + line('M0 -2V-70', '#a8c49a', 1.8);

export const frond =
  line('M0 0C-4 -44 -20 -86 -58 -112', DEEP, 3) +
  repeat(
    [
      [-1, -14, -80],
      [-2, -26, -84],
      [-5, -40, -90],
      [-10, -54, -96],
      [-17, -68, -104],
      [-26, -82, -112],
      [-38, -96, -122],
      [-52, -108, -132],
      [-1, -14, 50],
      [-2, -26, 44],
      [-5, -40, 36],
      [-10, -54, 28],
      [-17, -68, 18],
      [-26, -82, 8],
      [-38, -96, -4],
      [-52, -108, -20],
    ],
    shape('M0 0C-5 -8 -4 -20 0 -28C4 -20 5 -8 0 0Z', GREEN),
  );

export const heartLeaf = shape(
  'M0 0C-18 2 -26 14 -20 26C-14 38 -4 44 0 50C4 44 14 38 20 26C26 14 18 2 0 0Z',
  body('leaf'),
);
