/**
 * The heart buttons of the wish list. Adding a product sends a `Like`. Removing it sends no event, because the button
 * of a liked product has the event type `none`.
 */

import { keep, readKept } from './kept.js';

export function startWishList() {
  showAll();
  // Recommended products are added later.
  addEventListener('personalize:recommended', showAll);
  document.addEventListener('click', ({ target }) => {
    const heart = target instanceof Element ? target.closest('[data-like]') : null;
    if (heart instanceof HTMLElement) toggle(heart.dataset.like ?? '');
  });
}

/** @param {string} id */
function toggle(id) {
  const likes = readLikes();
  keep('likes', likes.includes(id) ? likes.filter((like) => like !== id) : [...likes, id]);
  showAll();
}

function showAll() {
  const likes = readLikes();
  /** @type {NodeListOf<HTMLElement>} */
  const hearts = document.querySelectorAll('[data-like]');
  for (const heart of hearts) show(heart, likes);
}

const readLikes = () => readKept('likes', /** @type {string[]} */ ([]));

/** @param {HTMLElement} heart @param {string[]} likes */
function show(heart, likes) {
  const liked = likes.includes(heart.dataset.like ?? '');
  heart.setAttribute('aria-pressed', String(liked));
  heart.setAttribute('data-personalize-event-type', liked ? 'none' : 'Like');
}
