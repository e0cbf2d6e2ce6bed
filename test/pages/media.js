// @ts-nocheck The tests that use these declare their types.
/** Media clips generated in the page, so that the pages work when opened by hand and need no file. */

/** The URL of a silent WAV file, which all three engines play, also in a `<video>`. */
globalThis.clip = (seconds) => {
  const rate = 8000;
  const length = seconds * rate;
  const view = new DataView(new ArrayBuffer(44 + length));
  const text = (at, letters) => {
    for (let i = 0; i < letters.length; i++) view.setUint8(at + i, letters.charCodeAt(i));
  };
  text(0, 'RIFF');
  view.setUint32(4, 36 + length, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  // PCM, one channel, one byte per sample.
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  text(36, 'data');
  view.setUint32(40, length, true);
  new Uint8Array(view.buffer, 44).fill(128);
  return URL.createObjectURL(new Blob([view], { type: 'audio/wav' }));
};

/**
 * Plays at `rate` times the speed. WebKit needs a click before the first playback, and all engines need one for sound.
 */
globalThis.play = (media, seconds, rate = 4) => {
  media.muted = true;
  if (seconds) media.src = clip(seconds);
  media.defaultPlaybackRate = media.playbackRate = rate;
  return media.play().catch((error) => {
    // WebKitGTK on a busy machine: the same clip can be played when it is loaded again.
    if (!seconds || error.name !== 'NotSupportedError') throw error;
    return play(media, seconds, rate);
  });
};

globalThis.once = (media, type) =>
  new Promise((resolve) => media.addEventListener(type, resolve, { once: true }));

/** Resolves when the position meets the condition. */
globalThis.until = (media, isThere) =>
  new Promise((resolve) => {
    const look = () => (isThere(media.currentTime) ? resolve() : setTimeout(look, 10));
    look();
  });
globalThis.reach = (media, seconds) => until(media, (position) => position >= seconds);

globalThis.seek = async (media, seconds) => {
  const seeked = once(media, 'seeked');
  media.currentTime = seconds;
  await seeked;
};
