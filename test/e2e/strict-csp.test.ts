/** The tag and all its chunks work under the policy that is recommended against injected scripts, with Trusted Types. */
import { loaded } from '../support/consent';
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const NONCE = "script-src 'nonce-n0nce' 'strict-dynamic'; object-src 'none'; base-uri 'none'";

const chunksOf = (paths: readonly { path: string }[]) =>
  [...new Set(paths.flatMap(({ path }) => /personalize-([a-z-]+)\.min\.js$/.exec(path)?.[1] ?? []))].sort();

const violations = (visitor: Visitor) =>
  visitor.evaluate(() => Reflect.get(globalThis, 'violations') as string[]);

test('under a nonce, strict-dynamic and Trusted Types, every chunk is loaded and nothing is reported', async ({
  visitor,
  site,
  aws,
}) => {
  site.csp(
    '/strict-csp.html',
    `${NONCE}; require-trusted-types-for 'script'; trusted-types 'none'; default-src 'none'; style-src 'none'; ` +
      `img-src 'self'; media-src blob:; connect-src 'self' ${aws.url}`,
  );
  await visitor.open('/strict-csp.html');
  await loaded(visitor);
  await visitor.waitFor(() => document.querySelectorAll('#slot .card a').length === 2);
  await visitor.click('#item');
  await visitor.evaluate(() => {
    window.personalize.identify('user-1', { age: 30 });
    const items = [{ item_id: 'layer' }];
    Reflect.get(globalThis, 'dataLayer').push({ event: 'view_item', ecommerce: { items } });
  });
  await visitor.evaluate(async () => {
    const song = document.querySelector<HTMLAudioElement>('#song') as HTMLAudioElement;
    await Reflect.get(globalThis, 'play')(song, 4);
  });
  await expectEvents(
    aws,
    [
      { eventType: 'Click', itemId: 'clicked' },
      { eventType: 'View', itemId: 'layer', userId: 'user-1' },
      { eventType: 'Watch', itemId: 'song' },
    ],
    { extra: true },
  );
  await aws.until(() => aws.requests('PutUsers').length > 0, 'the user');
  expect(chunksOf(site.requests)).toEqual([
    'aws',
    'crowd',
    'data-layer',
    'datasets',
    'media',
    'runtime',
    'session',
    'sight',
    'slots',
  ]);
  expect(await violations(visitor)).toEqual([]);
  expect(site.cspReports).toEqual([]);
});

test('under a nonce and strict-dynamic, the snippet adds the tag', async ({ visitor, site, aws }) => {
  site.csp('/queue.html', NONCE);
  await visitor.open('/queue.html?calls=1');
  await loaded(visitor);
  await visitor.click('#item');
  await expectEvents(aws, [{ itemId: 'sku-0' }, { itemId: 'clicked' }]);
});

test('the policy of these tests has an effect in this engine', async ({ visitor, site }) => {
  site.csp('/strict-csp.html', `${NONCE}; require-trusted-types-for 'script'`);
  visitor.allow(
    /content security policy|Content-Security-Policy|TrustedScriptURL|TrustedHTML|violates|trusted/i,
  );
  await visitor.open('/strict-csp.html');
  await loaded(visitor);
  const outcome = await visitor.evaluate(async () => {
    const parsed = document.createElement('div');
    const script = document.createElement('script');
    const attempts = [
      () => {
        parsed.innerHTML = '<p>';
      },
      () => {
        script.src = '/media.js';
      },
    ];
    return attempts.map((attempt) => {
      try {
        attempt();
        return 'allowed';
      } catch (error) {
        return (error as Error).name;
      }
    });
  });
  const hasTrustedTypes = await visitor.evaluate(() => 'trustedTypes' in globalThis);
  expect(outcome).toEqual(hasTrustedTypes ? ['TypeError', 'TypeError'] : ['allowed', 'allowed']);
});
