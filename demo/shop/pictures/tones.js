/**
 * The colours of the drawings: each name has a light side, a middle and a dark side, and a wall it looks
 * well against.
 */

/** @typedef {{ light: string, base: string, shade: string, wall: Wall }} Tone */
/** @typedef {keyof typeof walls} Wall */

export const walls = {
  sand: { wall: '#f1e7d7', table: '#e3d2b8' },
  mist: { wall: '#dfe8e3', table: '#c8d6ce' },
  rose: { wall: '#f4e3da', table: '#e6c9bb' },
  dusk: { wall: '#dde2ea', table: '#c6cdda' },
  butter: { wall: '#f7ebcd', table: '#ead7a9' },
  stone: { wall: '#e9e5de', table: '#d8d1c5' },
};

/** @type {Record<string, Tone>} */
export const tones = {
  terracotta: { light: '#e08f6b', base: '#c76a45', shade: '#97472a', wall: 'sand' },
  sage: { light: '#b9c9ab', base: '#95a987', shade: '#6b8060', wall: 'rose' },
  cream: { light: '#fdf8ec', base: '#efe3cb', shade: '#cdbb98', wall: 'mist' },
  ink: { light: '#5c677b', base: '#3c4557', shade: '#252b38', wall: 'butter' },
  ochre: { light: '#eec473', base: '#d69f3f', shade: '#a8762a', wall: 'stone' },
  blush: { light: '#f3cfc3', base: '#e2ad9c', shade: '#bd8170', wall: 'mist' },
  sky: { light: '#b7d0de', base: '#8aaec4', shade: '#5f8399', wall: 'sand' },
  moss: { light: '#87996f', base: '#627550', shade: '#414f35', wall: 'butter' },
  walnut: { light: '#ad7f5d', base: '#8a5c3d', shade: '#603d27', wall: 'dusk' },
  chalk: { light: '#ffffff', base: '#f3efe8', shade: '#cbc3b6', wall: 'rose' },
  leaf: { light: '#7fa37a', base: '#55805a', shade: '#365c40', wall: 'mist' },
  brass: { light: '#e6c98b', base: '#c49d52', shade: '#8f6d30', wall: 'stone' },
  glow: { light: '#fffbe8', base: '#fdeebb', shade: '#f3d487', wall: 'stone' },
};

export const fallbackTone = /** @type {Tone} */ (tones.chalk);

/**
 * The fill that turns a flat outline into a round body: light from the left, one lamp for the whole shop.
 * @param {string} name
 */
export const body = (name) => `url(#${name})`;

/** All such fills, for the `<defs>` of a drawing. */
export const gradients = Object.entries(tones)
  .map(
    ([name, { light, base, shade }]) =>
      `<linearGradient id="${name}"><stop offset="0" stop-color="${light}"/>` +
      `<stop offset=".42" stop-color="${base}"/><stop offset="1" stop-color="${shade}"/></linearGradient>`,
  )
  .join('');
