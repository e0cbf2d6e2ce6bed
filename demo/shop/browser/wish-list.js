/**
 * The hearts. Switching one on is a `Like`; switching it off is nothing that Personalize has to know, so a heart
 * that is on carries the event type `none`.
 */

import { keep, readKept } from './kept.js';

export function startWishList() {
  showAll();
  // Those of recommended products come later.
  addEventListener('personalize:recommended', showAll);
  document.addEventListener('click', ({ target }) => {
    const heart = target instanceof Element ? target.closest('[data-like]') : null;
    if (heart instanceof HTMLElement) toggle(heart.dataset.like ?? '');
  });
}

/** @param {string} id */
function toggle(id) {
  const likes = kept();
  const now = likes.includes(id) ? likes.filter((like) => like !== id) : [...likes, id];
  keep('likes', now);
  showAll();
}

function showAll() {
  const likes = kept();
  for (const heart of hearts()) show(heart, likes);
}

const kept = () => readKept('likes', /** @type {string[]} */ ([]));

const hearts = () => /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-like]'));

/** @param {HTMLElement} heart @param {string[]} likes */
function show(heart, likes) {
  const on = likes.includes(heart.dataset.like ?? '');
  heart.setAttribute('aria-pressed', String(on));
  heart.setAttribute('data-personalize-event-type', on ? 'none' : 'Like');
}
