/** The arrow buttons of a carousel. The list also scrolls by touch, wheel and keyboard. */

/** Share of the visible width, so that the last visible card is the first card after the step. */
const STEP = 0.8;

/** @param {HTMLElement} section */
export function startCarousel(section) {
  const track = section.querySelector('ul');
  if (!track) return;
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (
    section.querySelectorAll('[data-carousel-by]')
  )) {
    button.addEventListener('click', () => {
      const reduceMotion = matchMedia('(prefers-reduced-motion: reduce)').matches;
      const by = Number(button.dataset.carouselBy) * STEP * track.clientWidth;
      track.scrollBy({ left: by, behavior: reduceMotion ? 'auto' : 'smooth' });
    });
  }
}
