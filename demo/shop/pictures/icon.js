/** The sign of the shop: a leaf on a kiln-red ground. */

export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#a4462a"/>' +
  '<path d="M8 24C7 13 13 8 25 8c0 12-6 17-17 16Z" fill="#f6e6dd"/>' +
  '<path d="m8 24 9-9" stroke="#a4462a" stroke-width="1.8" stroke-linecap="round"/></svg>';
