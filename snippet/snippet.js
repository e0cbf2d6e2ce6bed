!(function (w, d, src, options, integrity, own, p, D, s, n) {
  // Elements are globals by their id, and take the names of document's members. They are no own properties.
  if (w.hasOwnProperty('personalize') && (own = w.personalize) != null) {
    if (!own.q) console.warn("[personalize] window.personalize is the page's: left unchanged, the tag is not loaded. Rename it.");
    return;
  }
  D = Document.prototype;
  p = w.personalize = function () {
    return p.q.push([+new Date(), arguments]);
  };
  p.q = [];
  'init track identify reset consent flush on ready scan recommend rank stamp putItems forget stop'.replace(/\w+/g, function (m) {
    p[m] = function () {
      return p.apply(p, [m].concat([].slice.call(arguments)));
    };
  });
  s = D.createElement.call(d, 'script');
  s.async = 1;
  s.crossOrigin = 'anonymous';
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
