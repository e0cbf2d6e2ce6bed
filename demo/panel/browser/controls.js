/** The buttons of the panel: fail the next batch, clear everything, and on a phone open the panel. */

import { find } from './find.js';

/** Throttling is the most likely failure of a shop. It is temporary, so the tag retries. */
const FAILURE = { operation: 'PutEvents', errorType: 'ThrottlingException', times: 1 };

const SHOWN_FOR_MS = 4000;

/** @param {string} endpoint */
export function startControls(endpoint) {
  find('[data-clear]').addEventListener('click', () => post(`${endpoint}/_local/reset`));
  find('[data-fail]').addEventListener('click', async () => {
    const button = find('[data-fail]');
    const ordered = await post(`${endpoint}/_local/faults`, FAILURE);
    button.textContent = ordered ? 'Waiting for the next batch' : 'No answer';
    setTimeout(() => {
      button.textContent = 'Fail the next batch';
    }, SHOWN_FOR_MS);
  });
  find('[data-handle]').addEventListener('click', () => {
    const open = find('[data-panel]').classList.toggle('open');
    find('[data-handle]').setAttribute('aria-expanded', String(open));
    find('[data-handle-text]').textContent = open ? 'Back to the shop' : 'Events';
  });
}

/** @param {string} url @param {unknown} [body] */
async function post(url, body) {
  try {
    const { ok } = await fetch(url, { method: 'POST', ...(body ? { body: JSON.stringify(body) } : {}) });
    return ok;
  } catch {
    return false; // the panel already shows that the local AWS does not answer
  }
}
