/** The shop in the frame. Its address is stored in the hash of the demo page, so that a reload shows the same page. */

const FRONT = '/shop/';

/** @param {HTMLIFrameElement} frame */
export function startShopFrame(frame) {
  const stored = decodeURI(location.hash.slice(1));
  frame.src = stored.startsWith(FRONT) ? stored : FRONT;
  frame.addEventListener('load', () => {
    const address = frame.contentWindow?.location;
    const title = frame.contentDocument?.title;
    if (address?.pathname.startsWith(FRONT))
      history.replaceState(null, '', `#${address.pathname}${address.search}`);
    if (title) document.title = `${title} · personalize-tag demo`;
  });
}
