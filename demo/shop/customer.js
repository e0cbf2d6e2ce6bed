/** The customer who is signed in. The name is stored in a cookie. Runs in Node and in the browser. */

export const CUSTOMER_COOKIE = 'fern-and-kiln-customer';

/** The user id that is sent to Personalize. @param {string} name */
export const toUserId = (name) =>
  `member-${name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')}`;

/**
 * @param {string} cookies the value of a `Cookie` header
 * @returns {string | undefined}
 */
export function readCustomer(cookies) {
  const value = cookies.match(new RegExp(`(?:^|; *)${CUSTOMER_COOKIE}=([^;]*)`))?.[1];
  try {
    return value ? decodeURIComponent(value) : undefined;
  } catch {
    return undefined; // the cookie was not set by this shop
  }
}
