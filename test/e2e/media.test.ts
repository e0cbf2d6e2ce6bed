/** Media: an event is sent when enough was watched and another at the end. Skipped parts do not count. */
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

declare global {
  // From test/pages/media.js.
  const clip: (seconds: number) => string;
  const play: (media: HTMLMediaElement, seconds?: number, rate?: number) => Promise<void>;
  const once: (media: HTMLMediaElement, type: string) => Promise<void>;
  const until: (media: HTMLMediaElement, isThere: (position: number) => boolean) => Promise<void>;
  const reach: (media: HTMLMediaElement, seconds: number) => Promise<void>;
  const seek: (media: HTMLMediaElement, seconds: number) => Promise<void>;
  const film: HTMLVideoElement;
  const own: HTMLVideoElement;
  const none: HTMLVideoElement;
  const ignored: HTMLVideoElement;
  const plain: HTMLVideoElement;
  const song: HTMLAudioElement;
  const deep: HTMLVideoElement;
}

const between = (from: number, to: number) => ({
  asymmetricMatch: (value: unknown) => typeof value === 'number' && value >= from && value <= to,
});
/** The threshold, noticed at the next `timeupdate`: at four times the speed that may be more than a second later. */
const half = between(0.5, 0.95);

const watchedWhole = (itemId: string, eventType = 'Watch') => [
  { eventType, itemId, eventValue: half },
  { eventType, itemId, eventValue: between(0.98, 1) },
];

const open = async (visitor: Visitor): Promise<void> => {
  await visitor.open('/media.html');
  await visitor.click('#allow');
};

test('watching half of a film and its end send one event each', async ({ visitor, aws }) => {
  await open(visitor);
  await visitor.evaluate(async () => {
    await play(film, 8);
    await once(film, 'ended');
    // A second playback sends no event.
    await film.play();
    await once(film, 'ended');
  });
  const properties = { genre: 'noir' };
  await expectEvents(
    aws,
    watchedWhole('film').map((each) => ({ ...each, properties })),
    { ordered: true },
  );
});

test('less than half sends no event', async ({ visitor, aws }) => {
  await open(visitor);
  await visitor.evaluate(async () => {
    await play(film, 32);
    await reach(film, 5);
    film.pause();
    await play(song, 4);
    await once(song, 'ended');
  });
  await expectEvents(aws, watchedWhole('song'));
});

test('for a long film, 30 seconds are enough', async ({ visitor, aws }) => {
  await open(visitor);
  await visitor.evaluate(async () => {
    await play(film, 300, 8);
    await reach(film, 33);
    film.pause();
  });
  await expectEvents(aws, [{ eventType: 'Watch', itemId: 'film', eventValue: between(0.1, 0.12) }]);
});

test('skipped parts and repeated parts do not count', async ({ visitor, aws }) => {
  await open(visitor);
  await visitor.evaluate(async () => {
    await play(film, 16);
    await reach(film, 2);
    await seek(film, 0);
    await reach(film, 2);
    await seek(film, 0);
    await reach(film, 3);
    film.pause();
    await seek(film, 14);
    await film.play();
    await once(film, 'ended');
  });
  // Three seconds at the beginning and two at the end.
  await expectEvents(aws, [{ eventType: 'Watch', itemId: 'film', eventValue: between(4 / 16, 7 / 16) }]);
});

test('seeking to the end sends no event', async ({ visitor, aws }) => {
  await open(visitor);
  await visitor.evaluate(async () => {
    film.src = clip(4);
    await once(film, 'loadedmetadata');
    await seek(film, 4);
    await play(song, 4);
    await once(song, 'ended');
  });
  await expectEvents(aws, watchedWhole('song'));
});

test('a looping film sends its end once, and its repetitions do not add up', async ({ visitor, aws }) => {
  // WebKitGTK 2.50 loops dozens of times within the first millisecond, and stops before the end: no complete round.
  const isRound = visitor.engine !== 'webkit';
  await open(visitor);
  await visitor.evaluate(
    async (turns) => {
      film.loop = true;
      await play(film, 4, 2);
      await reach(film, 3);
      for (let turn = 0; turn < turns; turn++) {
        await until(film, (position: number) => position < 1);
        await reach(film, 3);
      }
      film.pause();
    },
    isRound ? 2 : 0,
  );
  await expectEvents(aws, watchedWhole('film').slice(0, isRound ? 2 : 1));
});

test('another source, and another item in the same player, are counted separately', async ({
  visitor,
  aws,
}) => {
  await open(visitor);
  const changedAt = await visitor.evaluate(async () => {
    await play(film, 16);
    await reach(film, 4);
    // The parts watched of one source do not count for the next.
    await play(film, 16);
    await reach(film, 6);
    await play(film, 4);
    await once(film, 'ended');
    film.setAttribute('data-personalize-item-id', 'sequel');
    await play(film, 16);
    await reach(film, 4);
    film.setAttribute('data-personalize-item-id', 'programme');
    const position = film.currentTime;
    await once(film, 'ended');
    return position;
  });
  // The change is noticed at the next `timeupdate`: at four times the speed that is more than a second later.
  const rest = 1 - changedAt / 16;
  await expectEvents(aws, [
    ...watchedWhole('film'),
    { eventType: 'Watch', itemId: 'programme', eventValue: between(0.5, 0.7) },
    { eventType: 'Watch', itemId: 'programme', eventValue: between(rest - 0.2, rest + 0.02) },
  ]);
});

test('the event type of the element applies; none, ignored and non-item players send nothing', async ({
  visitor,
  aws,
}) => {
  await open(visitor);
  await visitor.evaluate(() =>
    Promise.all(
      [own, none, ignored, plain, deep].map(async (media) => {
        await play(media, 4);
        await once(media, 'ended');
      }),
    ),
  );
  await expectEvents(aws, [...watchedWhole('own', 'Listen'), ...watchedWhole('shadow')]);
});

test('with …-on="watch" the type applies only to watching, with …-on="click" it does not apply to watching', async ({
  visitor,
  aws,
}) => {
  await open(visitor);
  await visitor.evaluate(() => own.setAttribute('data-personalize-on', 'watch'));
  await visitor.click('#own');
  await visitor.evaluate(async () => {
    await play(own, 4);
    await once(own, 'ended');
  });
  await expectEvents(aws, watchedWhole('own', 'Listen'));
  await visitor.evaluate(async () => {
    own.setAttribute('data-personalize-on', 'click');
    own.setAttribute('data-personalize-item-id', 'clicked');
    await play(own, 4);
    await once(own, 'ended');
  });
  await expectEvents(aws, [...watchedWhole('own', 'Listen'), ...watchedWhole('clicked')]);
});

test('a player that becomes an item, and a player that is added later, are counted', async ({
  visitor,
  aws,
}) => {
  await open(visitor);
  await visitor.evaluate(async () => {
    plain.setAttribute('data-personalize-item-id', 'became');
    const later = document.createElement('video');
    later.dataset.personalizeItemId = 'later';
    document.body.append(later);
    await Promise.all(
      [plain, later].map(async (media) => {
        await play(media, 4, 2);
        await once(media, 'ended');
      }),
    );
  });
  await expectEvents(aws, [...watchedWhole('became'), ...watchedWhole('later')]);
});

test('media played before the tag has loaded counts', async ({ visitor, aws }) => {
  await visitor.open('/media.html?late');
  await visitor.click('#allow');
  await visitor.evaluate(async () => {
    await play(song, 2);
    await once(song, 'ended');
    await play(film, 32);
    await reach(film, 10);
    film.pause();
  });
  await visitor.click('#start');
  await expectEvents(aws, [
    // Both events together, because playback had already ended.
    { eventType: 'Watch', itemId: 'song', eventValue: between(0.98, 1) },
    { eventType: 'Watch', itemId: 'song', eventValue: between(0.98, 1) },
  ]);
  await visitor.evaluate(async () => {
    await film.play();
    await reach(film, 20);
    film.pause();
  });
  await expectEvents(aws, [{ eventType: 'Watch', itemId: 'film', eventValue: between(0.5, 0.7) }], {
    extra: true,
  });
  expect(aws.events()).toHaveLength(3);
});

test('after stop() no media event is sent', async ({ visitor, aws }) => {
  await open(visitor);
  await visitor.evaluate(async () => {
    await play(film, 4);
    await once(film, 'ended');
  });
  await expectEvents(aws, watchedWhole('film'));
  await visitor.evaluate(async () => {
    window.personalize.stop();
    await play(song, 2);
    await once(song, 'ended');
  });
  await expectEvents(aws, watchedWhole('film'));
});
