/** Colours of event types and sessions. They are always the same, and readable on the background of the panel. */

/** @type {Record<string, string>} */
const typeColours = {
  Click: '#8fbcf5',
  View: '#c3adf7',
  AddToCart: '#f6c56f',
  Purchase: '#79d8a2',
  Like: '#f7a3ad',
  Watch: '#8ed6d6',
};

/** @param {string} type */
export const typeColour = (type) => typeColours[type] ?? '#cfd6d0';

/** @param {string} sessionId */
export function sessionColour(sessionId) {
  let hash = 7;
  for (const character of sessionId) hash = (hash * 31 + character.charCodeAt(0)) % 36_000;
  return `hsl(${hash % 360} 62% 76%)`;
}
