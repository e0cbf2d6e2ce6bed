!(function (w, d, src, options, integrity, p, s, n) {
  if (typeof w.personalize == 'function') return;
  p = w.personalize = function () {
    return p.q.push([+new Date(), arguments]);
  };
  p.q = [];
  'init track identify reset consent flush on ready scan recommend rank stamp putItems forget stop'.replace(/\w+/g, function (m) {
    p[m] = function () {
      return p.apply(p, [m].concat([].slice.call(arguments)));
    };
  });
  s = d.createElement('script');
  s.async = 1;
  s.crossOrigin = 'anonymous';
  if (integrity) s.integrity = integrity;
  if ((n = d.currentScript || d.querySelector('script[nonce]'))) s.nonce = n.nonce;
  s.src = src;
  d.head.appendChild(s);
  p.init(options);
})(window, document, 'https://your.site/personalize.min.js', {
  trackingId: 'YOUR-TRACKING-ID',
  identityPoolId: 'us-east-1:YOUR-IDENTITY-POOL-ID'
});
