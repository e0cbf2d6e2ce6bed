/** What was really watched arrives: once when it is enough, once at the end, and nothing for what was jumped over. */
import { expect, expectEvents, test } from '../support/test';

interface Clips {
  clip: (seconds: number) => string;
  play: (media: HTMLMediaElement, seconds?: number, rate?: number) => Promise<void>;
  once: (media: HTMLMediaElement, type: string) => Promise<void>;
  reach: (media: HTMLMediaElement, seconds: number) => Promise<void>;
  seek: (media: HTMLMediaElement, seconds: number) => Promise<void>;
}
declare global {
  const { clip, play, once, reach, seek }: Clips;
  const film: HTMLVideoElement;
  const own: HTMLVideoElement;
  const none: HTMLVideoElement;
  const ignored: HTMLVideoElement;
  const plain: HTMLVideoElement;
  const song: HTMLAudioElement;
  const deep: HTMLVideoElement;
}

/** Positions come four times a second: at four times the speed that is a clip's second. */
const about = (share: number, precision = 0.13) => ({
  asymmetricMatch: (value: unknown) => typeof value === 'number' && Math.abs(value - share) <= precision,
});
/** Half of it, noticed at the next `timeupdate`. */
const half = about(0.6);
const watchedWhole = (itemId: string, eventType = 'Watch') => [
  { eventType, itemId, eventValue: half },
  { eventType, itemId, eventValue: about(1, 0.02) },
];

test('half of it, and its end: one event each', async ({ visitor, aws }) => {
  await visitor.open('/media.html');
  await visitor.evaluate(async () => {
    await play(film, 8);
    await once(film, 'ended');
    // Again, which is no news.
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

test('what is short of half is no watch', async ({ visitor, aws }) => {
  await visitor.open('/media.html');
  await visitor.evaluate(async () => {
    await play(film, 16);
    await reach(film, 5);
    film.pause();
    await play(song, 4);
    await once(song, 'ended');
  });
  await expectEvents(aws, watchedWhole('song'));
});

test('of a long one, 30 seconds', async ({ visitor, aws }) => {
  await visitor.open('/media.html');
  await visitor.evaluate(async () => {
    await play(film, 300, 8);
    await reach(film, 33);
    film.pause();
  });
  await expectEvents(aws, [{ eventType: 'Watch', itemId: 'film', eventValue: about(0.107, 0.01) }]);
});

test('what is jumped over and what is played twice does not count', async ({ visitor, aws }) => {
  await visitor.open('/media.html');
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
  // Three seconds at its beginning and two at its end.
  await expectEvents(aws, [{ eventType: 'Watch', itemId: 'film', eventValue: about(5 / 16, 0.08) }]);
});

test('who jumps to the end has seen nothing', async ({ visitor, aws }) => {
  await visitor.open('/media.html');
  await visitor.evaluate(async () => {
    film.src = clip(4);
    await once(film, 'loadedmetadata');
    await seek(film, 4);
    await play(song, 4);
    await once(song, 'ended');
  });
  await expectEvents(aws, watchedWhole('song'));
});

test('a loop ends once, and its rounds do not add up', async ({ visitor, aws }) => {
  // WebKitGTK 2.50 goes round by chance only: it stops at the end, or jumps there, or begins twice.
  await visitor.open('/media.html');
  await visitor.evaluate(
    async (turns) => {
      film.loop = true;
      await play(film, 4, 2);
      for (let turn = 0; turn < turns; turn++) {
        await reach(film, 3.8);
        await new Promise<void>((resolve) => {
          const look = () => (film.currentTime < 1 ? resolve() : requestAnimationFrame(look));
          look();
        });
      }
      if (!turns) await reach(film, 4);
      film.pause();
    },
    visitor.engine === 'webkit' ? 0 : 2,
  );
  await expectEvents(aws, watchedWhole('film'));
});

test('another source, and another item in the same player, are watches of their own', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/media.html');
  await visitor.evaluate(async () => {
    await play(film, 8);
    await reach(film, 3);
    // What was seen of one does not count for the next.
    await play(film, 8);
    await reach(film, 3);
    film.setAttribute('data-personalize-item-id', 'sequel');
    await play(film, 4);
    await once(film, 'ended');
    await play(film, 4);
    await once(film, 'ended');
    film.setAttribute('data-personalize-item-id', 'programme');
    await film.play();
    await once(film, 'ended');
  });
  await expectEvents(aws, [
    ...watchedWhole('sequel'),
    ...watchedWhole('sequel'),
    ...watchedWhole('programme'),
  ]);
});

test('event types: the element’s own, none, ignored; what is no item, and one in a shadow root', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/media.html');
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

test('with …-on="watch" its type is for watching alone, with …-on="click" not for it', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/media.html');
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

test('a player that becomes an item, and one that comes later', async ({ visitor, aws }) => {
  await visitor.open('/media.html');
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

test('what was played before the tag came counts', async ({ visitor, aws }) => {
  await visitor.open('/media.html?late');
  await visitor.evaluate(async () => {
    await play(song, 2);
    await once(song, 'ended');
    await play(film, 16);
    await reach(film, 7);
    film.pause();
  });
  await visitor.click('#start');
  await expectEvents(aws, [
    // Both at once, as it had ended.
    { eventType: 'Watch', itemId: 'song', eventValue: about(1, 0.02) },
    { eventType: 'Watch', itemId: 'song', eventValue: about(1, 0.02) },
  ]);
  await visitor.evaluate(async () => {
    await film.play();
    await reach(film, 11);
    film.pause();
  });
  await expectEvents(aws, [{ eventType: 'Watch', itemId: 'film', eventValue: about(0.55, 0.08) }], {
    extra: true,
  });
  expect(aws.events()).toHaveLength(3);
});

test('after stop nothing is watched', async ({ visitor, aws }) => {
  await visitor.open('/media.html');
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
