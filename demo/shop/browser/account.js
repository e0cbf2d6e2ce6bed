/**
 * Login and logout. The name is stored in a cookie, so that the server renders the next page for this customer. The
 * current page calls the tag at once.
 */

import { CUSTOMER_COOKIE, toUserId } from '../customer.js';
import { personalize } from './personalize.js';

const COOKIE_SECONDS = 30 * 24 * 3600;

/** @param {HTMLDetailsElement} account */
export function startAccount(account) {
  account.addEventListener('submit', (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const name = String(new FormData(form).get('customer') ?? '').trim();
    if (form.matches('[data-sign-out]')) signOut(account);
    else signIn(account, name);
    account.open = false;
    account.querySelector('summary')?.focus();
  });
  account.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !account.open) return;
    account.open = false;
    account.querySelector('summary')?.focus();
  });
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Node && !account.contains(target)) account.open = false;
  });
}

/** @param {HTMLElement} account @param {string} name */
function signIn(account, name) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser.
  document.cookie = `${CUSTOMER_COOKIE}=${encodeURIComponent(name)}; path=/shop/; max-age=${COOKIE_SECONDS}; samesite=lax`;
  personalize('identify', toUserId(name));
  show(account, name);
}

/** @param {HTMLElement} account */
function signOut(account) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser.
  document.cookie = `${CUSTOMER_COOKIE}=; path=/shop/; max-age=0; samesite=lax`;
  personalize('reset');
  show(account, '');
}

/** @param {HTMLElement} account @param {string} name */
function show(account, name) {
  for (const form of account.querySelectorAll('form'))
    form.hidden = form.matches('[data-sign-in]') === (name !== '');
  const label = account.querySelector('[data-account-label]');
  const nameElement = account.querySelector('[data-account-name]');
  if (label) label.textContent = name || 'Sign in';
  if (nameElement) nameElement.textContent = name;
}
