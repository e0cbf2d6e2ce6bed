!(function (w, d, src, options, integrity, own, p, D, s, n, left) {
  // Elements become globals by their id, but not own properties of window. By their name they hide members of document.
  if (w.hasOwnProperty('personalize') && (own = w.personalize) != null) {
    if (!own.q) console.warn("[personalize] off: rename your window.personalize");
    return;
  }
  D = Document.prototype;
  // The page may change its object before the tag has loaded. Fewer than 10,000 objects and arrays are copied: a value
  // may be huge or contain itself.
  function copy(v, to) {
    try {
      if ((to = Array.isArray(v) ? [] : Object.getPrototypeOf(v) == Object.prototype && {}) && --left > 0) {
        Object.keys(v).map(function (k) {
          to[k] = copy(v[k]);
        });
        v = to;
      }
    } catch (e) {}
    return v;
  }
  // Not `bind`, because some old libraries replace it with their own implementation.
  function queue(m) {
    return function () {
      left = 1e4;
      return p.q.push([+new Date(), copy([].concat(m || [], [].slice.call(arguments)))]);
    };
  }
  p = w.personalize = queue();
  p.q = [];
  'init track identify reset consent flush on ready scan recommend rank stamp putItems forget stop'.replace(/\w+/g, function (m) {
    p[m] = queue(m);
  });
  s = D.createElement.call(d, 'script');
  s.crossOrigin = '';
  if (integrity) s.integrity = integrity;
  n = d.currentScript;
  if (!(n instanceof HTMLScriptElement)) n = D.querySelector.call(d, 'script[nonce]');
  if (n) s.nonce = n.nonce;
  s.src = src;
  D.querySelector.call(d, 'head').appendChild(s);
  p.init(options);
})(window, document, 'https://your.site/personalize.min.js', {
  trackingId: 'YOUR-TRACKING-ID',
  identityPoolId: 'us-east-1:YOUR-IDENTITY-POOL-ID'
});
