/** The buttons of the panel: order a failure, forget everything, and on a phone, pull the panel up. */

import { find } from './find.js';

/** The failure a shop meets first: too many requests at once. It passes, so the tag tries again. */
const FAILURE = { operation: 'PutEvents', errorType: 'ThrottlingException', times: 1 };

const SHOWN_FOR_MS = 4000;

/** @param {string} endpoint */
export function startControls(endpoint) {
  find('[data-clear]').addEventListener('click', () => post(`${endpoint}/_local/reset`));
  find('[data-fail]').addEventListener('click', async () => {
    const button = find('[data-fail]');
    const said = (await post(`${endpoint}/_local/faults`, FAILURE))
      ? 'Waiting for the next batch'
      : 'No answer';
    const before = 'Fail the next batch';
    button.textContent = said;
    setTimeout(() => {
      button.textContent = before;
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
    return false; // the panel shows that the local AWS does not answer
  }
}
