/** The shop in its frame: its address is kept in the hash of the desk, so that a reload comes back to the same page. */

const FRONT = '/shop/';

/** @param {HTMLIFrameElement} frame */
export function startShopFrame(frame) {
  const wanted = decodeURI(location.hash.slice(1));
  frame.src = wanted.startsWith(FRONT) ? wanted : FRONT;
  frame.addEventListener('load', () => {
    const at = frame.contentWindow?.location;
    const title = frame.contentDocument?.title;
    if (at?.pathname.startsWith(FRONT)) history.replaceState(null, '', `#${at.pathname}${at.search}`);
    if (title) document.title = `${title} · personalize-tag demo`;
  });
}
