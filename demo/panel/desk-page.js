/** Renders the demo page: the shop in a frame, and next to it the panel with the events that Personalize receives. */

import { html } from '../shop/html.js';

const styleSheets = ['desk', 'panel', 'batch', 'event', 'circle', 'empty'];

/** @param {{ endpoint: string }} settings */
export const deskPage = ({ endpoint }) => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>personalize-tag demo: a shop and its events</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="A demo shop, and next to it the events that a local Amazon Personalize receives.">
    <link rel="icon" href="/shop/icon.svg" type="image/svg+xml">
    ${styleSheets.map((sheet) => html`<link rel="stylesheet" href="/panel/styles/${sheet}.css">`)}
    <script type="module" src="/panel/browser/desk.js"></script>
  </head>
  <body data-endpoint="${endpoint}">
    <main class="stage" aria-labelledby="desk-title"><h1 class="unseen" id="desk-title">A shop and its events</h1>
      <iframe title="The shop" data-shop></iframe></main>
    <aside class="panel" aria-labelledby="panel-title" data-panel>
      <button type="button" class="handle" data-handle aria-expanded="false" aria-controls="panel-body">
        <span data-handle-text>Events</span><span class="handle-count" data-total>0</span></button>
      <div class="panel-body" id="panel-body">
        <header class="panel-head">
          <h2 id="panel-title">Received by Personalize</h2>
          <p class="link-state" data-link="waiting"><span data-link-text>Connecting</span></p>
          <p class="summary" data-summary>No events yet</p>
          <ul class="counts" data-counts aria-label="Events by type"></ul>
        </header>
        <div class="tabs" role="tablist" aria-label="Views" data-tabs>
          <button type="button" role="tab" id="feed-tab" aria-controls="feed" aria-selected="true">Requests</button>
          <button type="button" role="tab" id="circle-tab" aria-controls="circle" aria-selected="false" tabindex="-1">Recommendations</button>
        </div>
        <div class="feed" id="feed" role="tabpanel" tabindex="0" aria-labelledby="feed-tab" data-feed>
          ${emptyState}
          <ol class="batches" data-batches aria-label="Requests, newest first"></ol>
        </div>
        <div class="feed" id="circle" role="tabpanel" tabindex="0" aria-labelledby="circle-tab" data-circle hidden></div>
        <footer class="panel-foot">
          <button type="button" data-fail>Fail the next batch</button>
          <button type="button" data-clear>Clear</button>
          <a href="/shop/" target="_blank">Shop only</a>
        </footer>
      </div>
      <p class="unseen" role="status" data-said></p>
    </aside>
  </body>
</html>
`;

const emptyState = html`<div class="empty" data-empty>
            <p class="empty-title">Try the shop as a visitor</p>
            <p>Each event that the shop sends appears here when it arrives.</p>
            <ol>
              <li><span><strong>Scroll a list</strong> and open a product. The click event contains the items that you saw.</span></li>
              <li><span><strong>Open three products of one category,</strong> then open the front page again. That category comes first. The <strong>Recommendations</strong> tab shows what was recommended, seen, clicked and bought.</span></li>
              <li><span><strong>Add a product to the cart.</strong> The event contains its price.</span></li>
              <li><span><strong>Sign in.</strong> Your events now have a user and a session.</span></li>
              <li><span><strong>Fail a batch</strong> with the button below. The tag sends it again, and no event is lost.</span></li>
            </ol>
          </div>`;
