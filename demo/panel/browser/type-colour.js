/** Colours that tell event types and sessions apart, the same each time. All of them are legible on the panel. */

/** @type {Record<string, string>} */
const known = {
  Click: '#8fbcf5',
  View: '#c3adf7',
  AddToCart: '#f6c56f',
  Purchase: '#79d8a2',
  Like: '#f7a3ad',
  Watch: '#8ed6d6',
};

/** @param {string} type */
export const typeColour = (type) => known[type] ?? '#cfd6d0';

/** @param {string} sessionId */
export function sessionColour(sessionId) {
  let sum = 7;
  for (const character of sessionId) sum = (sum * 31 + character.charCodeAt(0)) % 36_000;
  return `hsl(${sum % 360} 62% 76%)`;
}
