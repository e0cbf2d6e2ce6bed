/** The arrows of a carousel. The list itself scrolls by touch, wheel and keyboard without them. */

/** Of the visible width, so that the last card seen is the first one of the next view. */
const STEP = 0.8;

/** @param {HTMLElement} section */
export function startCarousel(section) {
  const track = section.querySelector('ul');
  if (!track) return;
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (
    section.querySelectorAll('[data-carousel-by]')
  )) {
    button.addEventListener('click', () => {
      const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      const by = Number(button.dataset.carouselBy) * STEP * track.clientWidth;
      track.scrollBy({ left: by, behavior: calm ? 'auto' : 'smooth' });
    });
  }
}
