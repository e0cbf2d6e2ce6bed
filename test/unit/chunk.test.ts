/** The URL of a chunk, and the URL of each retry when it could not be loaded. */

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { toBatches } from '../../src/chunks/drain/batch';
import { chunkUrl } from '../../src/loader/chunks';
import { anna, bert, idsOf, names, waitingRows } from '../support/unit-rows';

let before: Location;
beforeAll(() => {
  before = globalThis.location;
  globalThis.location = { href: 'https://shop.example/a/page.html' } as Location;
});
afterAll(() => {
  globalThis.location = before;
});

const tag = 'https://cdn.example/v1/personalize.min.js?x=1';
for (const [title, folder, tagUrl, attempt, url] of [
  ['beside the tag', undefined, tag, 0, 'https://cdn.example/v1/personalize-aws.min.js?v=0.0.0-test'],
  [
    'under another URL for each retry',
    undefined,
    tag,
    2,
    'https://cdn.example/v1/personalize-aws.min.js?v=0.0.0-test&retry=2.5',
  ],
  [
    'in the folder',
    'https://other.example/p',
    tag,
    0,
    'https://other.example/p/personalize-aws.min.js?v=0.0.0-test',
  ],
  [
    'in the folder with a slash',
    'https://other.example/p/',
    tag,
    0,
    'https://other.example/p/personalize-aws.min.js?v=0.0.0-test',
  ],
  [
    'in a folder of the site',
    '/assets',
    tag,
    0,
    'https://shop.example/assets/personalize-aws.min.js?v=0.0.0-test',
  ],
  [
    'in a folder beside the page',
    'assets',
    tag,
    1,
    'https://shop.example/a/assets/personalize-aws.min.js?v=0.0.0-test&retry=1.5',
  ],
  [
    'beside the page, if the URL of the tag is unknown',
    undefined,
    undefined,
    0,
    'https://shop.example/a/personalize-aws.min.js?v=0.0.0-test',
  ],
  [
    'beside the page, if the tag is an inline script',
    undefined,
    '',
    0,
    'https://shop.example/a/personalize-aws.min.js?v=0.0.0-test',
  ],
] as const) {
  test(`a chunk is ${title}`, () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.5);
    expect(chunkUrl('aws', attempt, folder, tagUrl)).toBe(url);
    random.mockRestore();
  });
}

test('the same retry of two pages has two URLs, because a cache may have kept the failed answer of the first', () => {
  expect(chunkUrl('aws', 1, '/assets')).not.toBe(chunkUrl('aws', 1, '/assets'));
});

test('batches have at most ten rows of one visitor, in order', () => {
  const rows = [...waitingRows('a', 6), ...waitingRows('b', 1, bert), ...waitingRows('c', 6)];
  expect(toBatches(rows).map(idsOf)).toEqual([
    [...names('a', 0, 6), ...names('c', 0, 4)],
    ['b0'],
    ['c4', 'c5'],
  ]);
  expect(toBatches([])).toEqual([]);
  const parts = [{ userId: 'u' }, { sessionId: 's' }, { trackingId: 't' }].map((part) => ({
    ...anna,
    ...part,
  }));
  expect(toBatches(parts.flatMap((visitor) => waitingRows('d', 1, visitor)))).toHaveLength(3);
});
