/** The customer that is signed in: a name in a cookie. Runs in Node and in the browser. */

export const CUSTOMER_COOKIE = 'fern-and-kiln-customer';

/** What Personalize knows the customer by. @param {string} name */
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
    return undefined; // not a cookie of ours
  }
}
