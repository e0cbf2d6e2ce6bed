/** The delivery chunk is lazy-loaded on demand, from the configured address, and loading is retried after a failure. */
import { readFile } from 'node:fs/promises';
import type { Route } from '../support/site';
import { expect, expectEvents, test } from '../support/test';

const chunk = '/dist/personalize-aws.min.js';

const failures: Record<string, Route> = {
  'is not there': (_, response) => void response.writeHead(404).end(),
  'is reset': (_, response) => void response.destroy(),
};

for (const [what, fail] of Object.entries(failures)) {
  test(`the chunk ${what} the first time: no event is lost`, async ({ visitor, site, aws }) => {
    visitor.allow(/personalize-aws\.min\.js/);
    let asked = 0;
    site.route(chunk, (request, response, serve) => {
      asked++;
      return asked === 1 ? fail(request, response, serve) : serve();
    });
    await visitor.open('/chunk.html');
    await visitor.click('#item');
    const id = await visitor.evaluate(() => window.personalize.track('View', { itemId: 'tracked' }));
    await expectEvents(aws, [{ itemId: 'clicked' }, { itemId: 'tracked', eventId: id }]);
    expect(asked).toBeGreaterThan(1);
  });
}

test('the chunk cannot be loaded: events are sent on the next visit', async ({ visitor, site, aws }) => {
  visitor.allow(/personalize-aws\.min\.js/);
  site.route(chunk, (_, response) => void response.writeHead(404).end());
  await visitor.open('/chunk.html');
  await visitor.click('#item');
  await visitor.waitFor(() => window.personalize.stats().retried > 0);
  site.route(chunk, (_request, _response, serve) => serve());
  await visitor.reload();
  await expectEvents(aws, [{ itemId: 'clicked' }]);
});

test('option transportUrl sets the address of the chunks', async ({ visitor, site, aws }) => {
  for (const name of ['personalize-aws.min.js', 'personalize-sight.min.js']) {
    const code = await readFile(new URL(`../../dist/${name}`, import.meta.url));
    site.route(`/elsewhere/${name}`, (_, response) => {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(code);
    });
  }
  await visitor.open('/chunk.html?transportUrl=/elsewhere');
  await visitor.click('#item');
  await expectEvents(aws, [{ itemId: 'clicked' }]);
  const paths = site.requests.map(({ path }) => path).filter((path) => path.includes('personalize-'));
  expect(new Set(paths)).toEqual(
    new Set(['/elsewhere/personalize-sight.min.js', '/elsewhere/personalize-aws.min.js']),
  );
});

test('a page without events loads only the chunk that finds items, stores nothing and sends no request', async ({
  visitor,
  site,
  aws,
}) => {
  await visitor.open('/chunk.html');
  // Longer than every idle callback on this page.
  await visitor.waitFor(() => performance.now() > 3000);
  const paths = site.requests.map(({ path }) => path).filter((path) => path !== '/favicon.ico');
  expect(paths.sort()).toEqual(['/chunk.html', '/dist/personalize-sight.min.js', '/dist/personalize.min.js']);
  expect(aws.requests()).toEqual([]);
  expect(await visitor.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, '']);
});
