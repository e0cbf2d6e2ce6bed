/** The ways to load the tag: one script tag, a custom stub, twice, and under a strict content security policy. */
import { createHash } from 'node:crypto';
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

/** The events that queue.html itself tracks. */
const fromPage = ['method', 'called', 'detached', 'known'].map((itemId) => ({ itemId }));

const warnings = (visitor: Visitor): string[] =>
  visitor
    .console()
    .filter(({ level }) => level === 'warn')
    .map(({ text }) => text)
    .filter((text) => text.includes('[personalize]') && !text.includes('botFilter'));

test('a script tag with data attributes needs no call', async ({ visitor, aws }) => {
  await visitor.open('/script-tag.html');
  await visitor.click('#item');
  await expectEvents(aws, [{ itemId: 'clicked', eventType: 'Click' }]);
  expect(warnings(visitor)).toEqual([]);
});

test('calls of a classic stub are replayed', async ({ visitor, aws }) => {
  await visitor.open('/script-tag.html?stub');
  await visitor.click('#item');
  await expectEvents(aws, [
    { itemId: 'by the stub', userId: undefined },
    { itemId: 'of a user', userId: 'user-1' },
    { itemId: 'clicked', userId: 'user-1' },
  ]);
});

test('a tag loaded twice gives one warning, and no event is sent twice', async ({ visitor, aws }) => {
  await visitor.open('/script-tag.html');
  await visitor.evaluate(async () => {
    const { version } = window.personalize;
    for (const source of ['/dist/personalize.min.js', '/dist/personalize.min.js?again']) {
      await new Promise((resolve) => {
        const script = document.createElement('script');
        script.src = source;
        script.onload = resolve;
        document.head.append(script);
      });
    }
    if (version !== window.personalize.version) throw new Error('it was replaced');
  });
  await visitor.click('#item');
  await visitor.evaluate(() => window.personalize.track('View', { itemId: 'tracked' }));
  await expectEvents(aws, [{ itemId: 'clicked' }, { itemId: 'tracked' }]);
  // Each copy keeps its own record of logged warnings.
  expect(warnings(visitor)).toEqual([
    expect.stringContaining('loaded twice'),
    expect.stringContaining('loaded twice'),
  ]);
});

test('the tag works under a policy with a nonce, and with integrity', async ({ visitor, site, aws }) => {
  const tag = Buffer.from(await (await fetch(`${site.url}/dist/personalize.min.js`)).arrayBuffer());
  const integrity = `sha384-${createHash('sha384').update(tag).digest('base64')}`;
  const policy = `default-src 'none'; script-src 'nonce-n0nce'; connect-src 'self' ${aws.url}; img-src 'self'`;
  for (const path of ['/script-tag.html', '/queue.html']) site.csp(path, policy);

  await visitor.open('/script-tag.html');
  await visitor.evaluate(() => window.personalize.track('View', { itemId: 'tag' }));
  await expectEvents(aws, [{ itemId: 'tag' }]);
  await visitor.open(`/queue.html?integrity=${encodeURIComponent(integrity)}`);
  await visitor.waitFor(() => window.personalize.version);
  expect(await visitor.evaluate(() => document.querySelector('script[src]')?.getAttribute('integrity'))).toBe(
    integrity,
  );
  await visitor.click('#item');
  await expectEvents(aws, [{ itemId: 'tag' }, { itemId: 'clicked' }, ...fromPage]);
});
