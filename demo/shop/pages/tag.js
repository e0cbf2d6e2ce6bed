/** All that the shop has pasted into its pages: the snippet, with the shop's own settings in it. */

import { readFileSync } from 'node:fs';
import { html, raw, scriptLiteral } from '../html.js';

/**
 * @typedef {object} TagSettings
 * @property {string} endpoint where the local AWS listens
 * @property {string} [userId] the signed-in customer
 */

const snippet = readFileSync(new URL('../../../snippet/snippet.js', import.meta.url), 'utf8');

/** What everyone who pastes the snippet replaces: the address of the tag and the options. */
const blanks = /(['"])https:[^'"]*personalize\.min\.js\1\s*,\s*\{[^}]*\}/;
if (!blanks.test(snippet)) throw new Error('snippet/snippet.js has no place for an address and options');

/** @param {TagSettings} settings */
export function personalizeTag({ endpoint, userId }) {
  const options = {
    trackingId: '20000000-0000-4000-8000-000000000001',
    identityPoolId: 'us-east-1:10000000-0000-4000-8000-000000000001',
    endpoint,
    ...(userId && { userId }),
    // So that an automated browser can try the demo; a real shop leaves it out.
    botFilter: false,
  };
  const filled = snippet.replace(
    blanks,
    () => `"/dist/personalize.min.js", ${scriptLiteral(options).markup}`,
  );
  return html`<script>${raw(filled)}</script>`;
}
