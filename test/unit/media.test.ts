/**
 * What counts as watched, with a player and a clock that the test controls: live streams, and seeks without an event.
 */

import { expect, test } from 'vitest';
import { startMedia } from '../../src/chunks/media';
import type { Captured } from '../../src/core/event';

class FakePlayer extends EventTarget {
  currentTime = 0;
  currentSrc = 'film.webm';
  duration = 100;
  paused = false;
  seeking = false;
  ended = false;
  loop = false;
  playbackRate = 1;
  played: { length: number; start(at: number): number; end(at: number): number } = {
    length: 0,
    start: () => 0,
    end: () => 0,
  };
  attributes: Record<string, string> = { 'data-personalize-item-id': 'film' };
  get nodeType() {
    return 1;
  }
  getAttribute(name: string) {
    return this.attributes[name] ?? null;
  }
  hasAttribute(name: string) {
    return name in this.attributes;
  }
}
Object.assign(globalThis, { Element: FakePlayer, ShadowRoot: class {} });

function watch(given: Partial<FakePlayer> = {}) {
  const player = Object.assign(new FakePlayer(), given);
  const captured: Captured[] = [];
  const warnings: string[] = [];
  let now = 1_700_000_000_000;
  const media = startMedia({
    config: { attributePrefix: 'data-personalize' },
    read: (element) => {
      const itemId = element.getAttribute('data-personalize-item-id') ?? '';
      const fields = () => ({ itemId });
      return {
        item: element,
        itemId,
        list: 'films',
        container: element,
        type: undefined,
        eventType: () => 'Click',
        fields,
      };
    },
    now: () => now,
    emit: (each) => void captured.push(each),
    warn: (message) => void warnings.push(message),
  });
  media.watch(player as unknown as HTMLMediaElement);
  const dispatch = (type: string) => player.dispatchEvent(new Event(type));
  return {
    ...media,
    player,
    captured,
    warnings,
    dispatch,
    /** Plays on, with four timeupdate events per second like engines. */
    play(seconds: number) {
      for (let step = 0; step < seconds * 4; step++) {
        player.currentTime += 0.25;
        now += 250;
        dispatch('timeupdate');
      }
    },
    rest(seconds: number) {
      now += seconds * 1000;
    },
    sent: () => captured.map(({ eventType, fields }) => [eventType, fields.itemId, fields.eventValue]),
  };
}

test('a live stream causes one event after 30 seconds, without a share, and none at its end', () => {
  const { play, sent, player, dispatch } = watch({ duration: Number.POSITIVE_INFINITY, currentTime: 5000 });
  play(29);
  expect(sent()).toEqual([]);
  play(60);
  player.ended = true;
  dispatch('ended');
  expect(sent()).toEqual([['Watch', 'film', undefined]]);
});

test('each programme of a live stream is an item of its own', () => {
  const { play, sent, player } = watch({ duration: Number.POSITIVE_INFINITY });
  play(20);
  player.attributes['data-personalize-item-id'] = 'news';
  play(20);
  expect(sent()).toEqual([]);
  play(11);
  expect(sent()).toEqual([['Watch', 'news', undefined]]);
});

test('an advertisement in the same player counts for the item, unless the player says none meanwhile', () => {
  for (const type of [undefined, 'none']) {
    const { play, sent, player } = watch({ duration: 40, currentSrc: 'advert.mp4' });
    if (type) player.attributes['data-personalize-event-type'] = type;
    play(25);
    expect(sent()).toEqual(type ? [] : [['Watch', 'film', 0.5]]);
  }
});

test('an event is sent after half of a short film or 30 seconds of a long one, with its list', () => {
  for (const [duration, seconds, share] of [
    [20, 10, 0.5],
    [100, 30, 0.3],
    [7200, 30, 0.004],
  ] as const) {
    const { play, sent, captured } = watch({ duration });
    play(seconds - 0.25);
    expect(sent()).toEqual([]);
    play(0.25);
    expect(sent()).toEqual([['Watch', 'film', share]]);
    expect(captured[0]).toMatchObject({ list: 'films' });
  }
});

test('a seek does not count, while playing, while paused, and after a long pause', () => {
  const { play, rest, dispatch, player, sent } = watch();
  play(5);
  // Without an event before it.
  player.currentTime = 60;
  dispatch('timeupdate');
  play(5);
  player.paused = true;
  dispatch('timeupdate');
  rest(600);
  player.currentTime = 70;
  dispatch('timeupdate');
  player.paused = false;
  dispatch('playing');
  play(10);
  expect(sent()).toEqual([]);
  player.currentTime = 99;
  dispatch('seeking');
  play(1);
  player.ended = true;
  dispatch('ended');
  expect(sent()).toEqual([['Watch', 'film', 0.21]]);
});

test('a part that is played twice counts once', () => {
  const { play, dispatch, player, sent } = watch();
  for (const position of [0, 10, 5, 0]) {
    player.currentTime = position;
    dispatch('seeking');
    play(10);
  }
  expect(sent()).toEqual([]);
  play(30);
  expect(sent()).toEqual([['Watch', 'film', 0.3]]);
});

test('an error in a getter of the page causes a warning and is not thrown', () => {
  const { player, dispatch, warnings } = watch();
  Object.defineProperty(player, 'duration', {
    get() {
      throw new Error('of the page');
    },
  });
  dispatch('timeupdate');
  expect(warnings).toEqual(['media: unexpected: Error: of the page']);
});

test('after stop no listener is active, and none is added to a late player', () => {
  const { play, stop, watch: watchPlayer, sent } = watch();
  stop();
  play(60);
  const late = new FakePlayer();
  let listened = false;
  late.addEventListener = () => {
    listened = true;
  };
  watchPlayer(late as unknown as HTMLMediaElement);
  expect([sent(), listened]).toEqual([[], false]);
});
