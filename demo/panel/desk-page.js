/** The desk: the shop in a frame, and beside it what arrives at Personalize. */

import { html } from '../shop/html.js';

const sheets = ['desk', 'panel', 'batch', 'event', 'circle', 'empty'];

/** @param {{ endpoint: string }} settings */
export const deskPage = ({ endpoint }) => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>personalize-tag demo: a shop and what it reports</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="A shop in a frame, and beside it the events that arrive at a local Amazon Personalize.">
    <link rel="icon" href="/shop/icon.svg" type="image/svg+xml">
    ${sheets.map((sheet) => html`<link rel="stylesheet" href="/panel/styles/${sheet}.css">`)}
    <script type="module" src="/panel/browser/desk.js"></script>
  </head>
  <body data-endpoint="${endpoint}">
    <main class="stage" aria-labelledby="desk-title"><h1 class="unseen" id="desk-title">A shop and what it reports</h1>
      <iframe title="The shop" data-shop></iframe></main>
    <aside class="panel" aria-labelledby="panel-title" data-panel>
      <button type="button" class="handle" data-handle aria-expanded="false" aria-controls="panel-body">
        <span data-handle-text>Events</span><span class="handle-count" data-total>0</span></button>
      <div class="panel-body" id="panel-body">
        <header class="panel-head">
          <h2 id="panel-title">What arrives at Personalize</h2>
          <p class="link-state" data-link="waiting"><span data-link-text>Connecting</span></p>
          <p class="summary" data-summary>No events yet</p>
          <ul class="counts" data-counts aria-label="Events by type"></ul>
        </header>
        <div class="tabs" role="tablist" aria-label="Two ways to look at it" data-tabs>
          <button type="button" role="tab" id="feed-tab" aria-controls="feed" aria-selected="true">Requests</button>
          <button type="button" role="tab" id="circle-tab" aria-controls="circle" aria-selected="false" tabindex="-1">The circle</button>
        </div>
        <div class="feed" id="feed" role="tabpanel" tabindex="0" aria-labelledby="feed-tab" data-feed>
          ${emptyState}
          <ol class="batches" data-batches aria-label="Requests, newest first"></ol>
        </div>
        <div class="feed" id="circle" role="tabpanel" tabindex="0" aria-labelledby="circle-tab" data-circle hidden></div>
        <footer class="panel-foot">
          <button type="button" data-fail>Fail the next batch</button>
          <button type="button" data-clear>Clear</button>
          <a href="/shop/" target="_blank">The shop alone</a>
        </footer>
      </div>
      <p class="unseen" role="status" data-said></p>
    </aside>
  </body>
</html>
`;

const emptyState = html`<div class="empty" data-empty>
            <p class="empty-title">Be a visitor for a moment</p>
            <p>Everything the shop reports appears here as it arrives.</p>
            <ol>
              <li><span><strong>Scroll a list,</strong> then choose a product. The click brings the items you really saw.</span></li>
              <li><span><strong>Choose three of a kind,</strong> and open the front page again: that kind comes first. <strong>The circle</strong> shows what was recommended, seen, clicked and bought.</span></li>
              <li><span><strong>Put it in the cart.</strong> The event carries its value.</span></li>
              <li><span><strong>Sign in,</strong> and your events get a user beside the session.</span></li>
              <li><span><strong>Fail a batch</strong> with the button below, and watch it come again. Nothing is lost.</span></li>
            </ol>
          </div>`;
