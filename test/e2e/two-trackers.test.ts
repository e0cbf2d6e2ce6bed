/** Two configurations of one site: each has its own rows and credentials, on alternating pages and in one page. */
import { serveBundled } from '../support/bundled';
import { startAws } from '../support/local-aws';
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

type Page = { tags: Window['personalize'][]; create(endpoint: string): number };

/** Creates a tag from the npm package in the page. */
const create = (visitor: Visitor, endpoint: string) =>
  visitor.evaluate(async (url) => {
    const page = globalThis as unknown as Page;
    // A variable, so that the bundler does not resolve the import.
    const path = '/bundle/npm.js';
    const { createPersonalize } = await import(path);
    page.tags ??= [];
    page.tags.push(
      createPersonalize({
        trackingId: '20000000-0000-4000-8000-000000000001',
        identityPoolId: 'us-east-1:10000000-0000-4000-8000-000000000001',
        endpoint: url,
        botFilter: false,
        flush: { delayMs: 50 },
      }),
    );
  }, endpoint);

const track = (visitor: Visitor, tag: number, itemId: string) =>
  visitor.evaluate(
    (at, id) => (globalThis as unknown as Page).tags[at]?.track('View', { itemId: id }),
    tag,
    itemId,
  );

test('in one page, each tag sends and bridges its own events to its own service', async ({
  visitor,
  site,
  aws,
}) => {
  const other = await startAws();
  try {
    await serveBundled(site);
    await visitor.open('/away.html');
    for (const { url } of [aws, other]) await create(visitor, url);
    await track(visitor, 0, 'of the first');
    await track(visitor, 1, 'of the second');
    await expectEvents(aws, [{ itemId: 'of the first', userId: undefined }]);
    await expectEvents(other, [{ itemId: 'of the second', userId: undefined }]);
    await visitor.evaluate(() => {
      (globalThis as unknown as Page).tags[0]?.identify('anna');
    });
    // Each tag bridges the anonymous session: by repeating its first event, or by its next event.
    await track(visitor, 1, 'later');
    await expectEvents(aws, [
      { itemId: 'of the first', userId: undefined },
      { itemId: 'of the first', userId: 'anna' },
    ]);
    await expectEvents(other, [
      { itemId: 'of the second', userId: undefined },
      { itemId: 'later', userId: 'anna' },
    ]);
  } finally {
    await other.close();
  }
});

test('a pending event of one tag stays pending, and only that tag sends it', async ({
  visitor,
  site,
  aws,
}) => {
  visitor.allow(/refused|ERR_CONNECTION|NetworkError|connect/i);
  const other = await startAws();
  try {
    await serveBundled(site);
    await other.down();
    await visitor.open('/away.html');
    await create(visitor, other.url);
    await track(visitor, 0, 'of the second');
    await visitor.waitFor(() => (globalThis as unknown as Page).tags[0]?.stats().retried);
    await visitor.open('/away.html?again');
    await create(visitor, aws.url);
    await track(visitor, 0, 'of the first');
    await expectEvents(aws, [{ itemId: 'of the first' }]);
    expect(await visitor.evaluate(() => (globalThis as unknown as Page).tags[0]?.flush())).toMatchObject({
      waiting: 0,
    });
    await other.up();
    await visitor.open('/away.html');
    await create(visitor, other.url);
    await visitor.evaluate(() => void (globalThis as unknown as Page).tags[0]?.flush());
    await expectEvents(other, [{ itemId: 'of the second' }]);
    await expectEvents(aws, [{ itemId: 'of the first' }]);
  } finally {
    await other.close();
  }
});
