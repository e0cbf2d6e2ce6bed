/** Renders the snippet, with the options of the shop, for the head of each page. */

import { readFileSync } from 'node:fs';
import { html, raw, scriptLiteral } from '../html.js';

/**
 * @typedef {object} TagSettings
 * @property {string} endpoint URL of the local AWS
 * @property {string} [userId] of the customer who is signed in
 */

const snippet = readFileSync(new URL('../../../snippet/snippet.js', import.meta.url), 'utf8');

/** The parts of the snippet that each site replaces: the URL of the tag and the options. */
const urlAndOptions = /(['"])https:[^'"]*personalize\.min\.js\1\s*,\s*\{[^}]*\}/;
if (!urlAndOptions.test(snippet))
  throw new Error('snippet/snippet.js contains no URL and options to replace');

/** @param {TagSettings} settings */
export function personalizeTag({ endpoint, userId }) {
  const options = {
    trackingId: '20000000-0000-4000-8000-000000000001',
    identityPoolId: 'us-east-1:10000000-0000-4000-8000-000000000001',
    endpoint,
    ...(userId && { userId }),
    // Lets automated browsers use the demo. A real shop does not set this.
    botFilter: false,
  };
  const filled = snippet.replace(
    urlAndOptions,
    () => `"/dist/personalize.min.js", ${scriptLiteral(options).markup}`,
  );
  return html`<script>${raw(filled)}</script>`;
}
