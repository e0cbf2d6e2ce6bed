/** The npm package: bundled, it does the same as the script, and it can be imported on a server. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { serveBundled } from '../support/bundled';
import { expectUntouched, stored } from '../support/consent';
import { expect, expectEvents, test } from '../support/test';

const entry = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

test('a bundled page captures and sends, with lazy-loaded chunks', async ({ visitor, site, aws }) => {
  await serveBundled(site);
  await visitor.open('/npm.html');
  await visitor.waitFor(() => 'tag' in globalThis);
  expect(site.requests.filter(({ path }) => path.includes('aws'))).toEqual([]);
  await visitor.click('#item');
  const id = await visitor.evaluate(() =>
    (globalThis as unknown as { tag: Window['personalize'] }).tag.track('View', { itemId: 'tracked' }),
  );
  await expectEvents(aws, [{ itemId: 'clicked' }, { itemId: 'tracked', eventId: id }]);
  // Recommendations and slots are chunks of the bundle, too.
  const result = await visitor.evaluate(() => {
    const { tag } = globalThis as unknown as { tag: Window['personalize'] };
    return tag.recommend({
      recommenderArn: 'arn:aws:personalize:us-east-1:000000000000:recommender/local-most-viewed',
      numResults: 3,
    });
  });
  expect(result.itemList).toHaveLength(3);
  await visitor.evaluate(() => {
    const slot = document.getElementById('slot');
    slot?.insertAdjacentHTML('beforeend', '<template><b>{itemId}</b></template>');
    slot?.setAttribute('data-personalize-timeout', '5000');
    slot?.setAttribute(
      'data-personalize-recommend',
      'arn:aws:personalize:us-east-1:000000000000:recommender/local-most-viewed',
    );
  });
  await visitor.waitFor(() => document.querySelector('#slot b')?.textContent);
  expect(aws.requests('GetRecommendations')).toHaveLength(2);
  expect(await visitor.evaluate(() => 'personalize' in globalThis), 'no global').toBe(false);
});

test('a bundled page that waits for consent touches nothing, and sends what it held', async ({
  visitor,
  site,
  aws,
}) => {
  const say = (word: 'granted' | 'denied') =>
    visitor.evaluate(
      (each) => (globalThis as unknown as { tag: Window['personalize'] }).tag.consent(each),
      word,
    );
  await serveBundled(site);
  await visitor.open('/npm.html?consent=pending');
  await visitor.waitFor(() => 'tag' in globalThis);
  await visitor.click('#item');
  await expectUntouched(visitor, aws);
  await say('granted');
  await expectEvents(aws, [{ itemId: 'clicked' }]);
  await say('denied');
  await visitor.click('#item');
  await aws.untilQuiet(1000);
  expect(aws.events()).toHaveLength(1);
  expect(await stored(visitor)).toEqual([]);
});

test('in Node the import has no effect, and every command returns', { tag: '@once' }, () => {
  const script = `
    const before = Object.keys(globalThis).length;
    const { createPersonalize } = await import(${JSON.stringify(entry)});
    const tag = createPersonalize({ trackingId: 't', identityPoolId: 'us-east-1:0' });
    tag.init({}); tag.identify('u'); tag.reset(); tag.scan();
    tag.ready((same) => console.log('ready ' + (same === tag)));
    const answers = [await tag.track('View', { itemId: 'i' }), await tag.flush(), tag.sessionId, tag.userId];
    console.log([JSON.stringify(answers), typeof tag.version, typeof tag.on('sent', () => {})].join(' '));
    tag.stamp(null, {});
    const asked = [tag.recommend({}), tag.recommend(), tag.rank({ campaignArn: 'x', inputList: [] })];
    tag.recommend({});
    for (const each of asked) console.log(await each.catch(({ name, message }) => name + ': ' + message));
    tag.stop();
    console.log(Object.keys(globalThis).length - before + ' globals');
  `;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect(output).toContain(
    'ready true\n[null,{"sent":0,"waiting":0,"refused":0},null,null] string function\n' +
      'UnavailableError: the tag is not in a browser\n'.repeat(3) +
      '0 globals',
  );
});
