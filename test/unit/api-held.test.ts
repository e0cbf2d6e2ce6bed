/** The arguments of calls before `init` are copied, so that later changes by the page have no effect. */

import { expect, test } from 'vitest';
import { openAws } from '../support/unit-aws';
import { useBrowser } from '../support/unit-browser';
import { OPTIONS, openPage, pass } from '../support/unit-page';

useBrowser();

test('two calls with the same object have the values at the time of each call, at every depth', async () => {
  const aws = openAws();
  const { personalize } = openPage();
  const fields = { itemId: 'a', impression: ['x', 'y'], properties: { tags: [{ name: 'first' }] } };
  void personalize.track('View', fields);
  fields.itemId = 'b';
  fields.impression.push('z');
  Object.assign(fields.properties.tags[0] ?? {}, { name: 'second' });
  void personalize.track('View', fields);
  fields.itemId = 'never';
  personalize.init(OPTIONS);
  await pass(2000);
  const arrived = aws.events().flat();
  expect(arrived.map(({ itemId, impression, properties }) => [itemId, impression, properties])).toEqual([
    ['a', ['x', 'y'], '{"tags":[{"name":"first"}]}'],
    ['b', ['x', 'y', 'z'], '{"tags":[{"name":"second"}]}'],
  ]);
});

test('a value that is neither a plain object nor an array is not copied', async () => {
  const aws = openAws();
  const { personalize } = openPage();
  const at = new Date(1_600_000_000_000);
  class Price {
    toJSON() {
      return 12.5;
    }
  }
  const signal = AbortSignal.abort();
  const aborted = personalize.recommend({ recommenderArn: 'r', signal });
  await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
  void personalize.track('View', { itemId: 'a', sentAt: at, properties: { price: new Price(), at } });
  personalize.init(OPTIONS);
  await pass(2000);
  expect(aws.events().flat()).toMatchObject([
    { sentAt: 1_600_000_000, properties: '{"price":12.5,"at":"2020-09-13T12:26:40.000Z"}' },
  ]);
});

test('circular, deep, huge and throwing values have the same result before init as after it', async () => {
  const aws = openAws();
  const { personalize } = openPage();
  const circle: Record<string, unknown> = { more: [] };
  Object.assign(circle, { circle, more: Array.from({ length: 100 }, () => circle) });
  const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown;
  const throws = {
    get name() {
      throw new Error('not yours');
    },
  };
  const huge = Array.from({ length: 20_000 }, (_, at) => ({ at }));
  const stored = [circle, { deep }, throws, { huge }].map((properties, at) =>
    personalize.track('View', { itemId: `item-${at}`, properties }),
  );
  const list = Array.from({ length: 20_000 }, (_, at) => `item-${at}`);
  void personalize.track('View', { itemId: 'list', impression: list });
  personalize.init(OPTIONS);
  await pass(2000);
  await Promise.all(stored);
  const arrived = aws.events().flat();
  expect(arrived.map(({ itemId, properties }) => [itemId, properties])).toEqual(
    [0, 1, 2, 3].map((at) => [`item-${at}`, undefined]).concat([['list', undefined]]),
  );
  expect(arrived[4]?.impression).toEqual([...list.slice(-25)]);
});
