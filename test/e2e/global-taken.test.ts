/** A page's own `window.personalize` is left unchanged, with a warning. A value created by markup is replaced. */
import { readFileSync } from 'node:fs';
import type { Site } from '../support/site';
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const OPTIONS = {
  trackingId: '20000000-0000-4000-8000-000000000001',
  identityPoolId: 'us-east-1:10000000-0000-4000-8000-000000000001',
  botFilter: false,
};
const ITEM = '<button type="button" id="item" data-personalize-item-id="clicked">An item</button>';
const snippet = readFileSync(new URL('../../snippet/snippet.js', import.meta.url), 'utf8');

const ways = {
  'script tag': (awsUrl: string) =>
    `<script src="/dist/personalize.min.js" data-tracking-id="${OPTIONS.trackingId}" data-bot-filter="false" data-identity-pool-id="${OPTIONS.identityPoolId}" data-endpoint="${awsUrl}"></script>`,
  snippet: (awsUrl: string) =>
    `<script>${snippet
      .replace('https://your.site/', '/dist/')
      .replace(/\{\s*trackingId[^}]*\}/, JSON.stringify({ ...OPTIONS, endpoint: awsUrl }))}</script>`,
};

const serve = (site: Site, before: string, tag: string): void =>
  site.route('/taken.html', (_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><html lang="en"><title>Taken</title><body>${before}${ITEM}${tag}</body></html>`,
    );
  });

const warnings = (visitor: Visitor): string[] =>
  visitor
    .console()
    .filter(({ level }) => level === 'warn')
    .map(({ text }) => text);

for (const [way, tag] of Object.entries(ways)) {
  for (const [what, script] of Object.entries({
    object: 'var personalize = { mine: true };',
    function: 'function personalize() { return true; } personalize.mine = true;',
    'constant property': 'Object.defineProperty(window, "personalize", { value: { mine: true } });',
    element: 'var personalize = document.createElement("p"); personalize.mine = true;',
  })) {
    test(`${way}: the page's own ${what} is left unchanged`, async ({ visitor, site, aws }) => {
      serve(site, `<script>${script} var kept = personalize;</script>`, tag(aws.url));
      await visitor.open('/taken.html');
      await expect
        .poll(() => warnings(visitor))
        .toEqual([expect.stringMatching(/\[personalize\] off: rename your window\.personalize/)]);
      const found = await visitor.evaluate(() => {
        const page = window as unknown as { personalize: object; kept: object };
        return [page.personalize === page.kept, Object.keys(page.personalize)];
      });
      expect(found).toEqual([true, ['mine']]);
      await visitor.click('#item');
      await expectEvents(aws, []);
    });
  }

  test(`${way}: a const hides the tag from the page's calls, and the console says so`, async ({
    visitor,
    site,
    aws,
  }) => {
    serve(site, '<script>const personalize = { mine: true };</script>', tag(aws.url));
    await visitor.open('/taken.html');
    await expect
      .poll(() => warnings(visitor))
      .toEqual([expect.stringMatching(/\[personalize\] a const hides window\.personalize.*rename/)]);
    await visitor.click('#item');
    await expectEvents(aws, [{ itemId: 'clicked' }]);
  });

  for (const [what, markup] of Object.entries({
    'an element': '<div id="personalize"></div>',
    'two elements': '<a id="personalize"></a><form id="personalize"></form>',
    'a frame': '<iframe name="personalize" hidden></iframe>',
    'an undefined variable': '<script>var personalize;</script>',
  })) {
    test(`${way}: ${what} of that name does not block the tag`, async ({ visitor, site, aws }) => {
      serve(site, markup, tag(aws.url));
      await visitor.open('/taken.html');
      await visitor.waitFor(() => window.personalize?.version);
      await visitor.click('#item');
      await expectEvents(aws, [{ itemId: 'clicked' }]);
    });
  }
}

test('an image named currentScript sets neither options nor the address of chunks', async ({
  visitor,
  site,
  aws,
}) => {
  const evil = `<img name="currentScript" src="/evil/x" data-tracking-id="evil" data-endpoint="${site.url}/evil">`;
  site.route('/evil/x', (_, response) => void response.writeHead(204).end());
  serve(site, evil, ways['script tag'](aws.url));
  await visitor.open('/taken.html');
  await visitor.click('#item');
  await expectEvents(aws, [{ itemId: 'clicked', trackingId: OPTIONS.trackingId }]);
  expect(site.requests.map(({ path }) => path).filter((path) => path.startsWith('/evil'))).toEqual([
    '/evil/x',
  ]);
});

test('the snippet loads the tag although images shadow members of the document', async ({
  visitor,
  site,
  aws,
}) => {
  const names = ['createElement', 'head', 'currentScript', 'querySelector', 'documentElement', 'body'];
  serve(site, names.map((name) => `<img name="${name}">`).join(''), ways.snippet(aws.url));
  await visitor.open('/taken.html');
  await visitor.waitFor(() => window.personalize?.version);
  await visitor.evaluate(() => window.personalize.track('View', { itemId: 'tracked' }));
  await expectEvents(aws, [{ itemId: 'tracked' }]);
});
