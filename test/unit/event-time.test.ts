/** `sentAt` in every accepted form becomes epoch seconds in the request. */

import { expect, test } from 'vitest';
import { assembled, at } from '../support/unit-assemble';

const GOOD: [title: string, value: unknown, seconds: number][] = [
  ['a Date', new Date(1_767_323_045_678), 1_767_323_045.678],
  ['ISO', '2026-01-02T03:04:05.678Z', 1_767_323_045.678],
  ['ISO with an offset', '2026-01-02T04:04:05+01:00', 1_767_323_045],
  ['epoch seconds', 1_767_323_045, 1_767_323_045],
  ['epoch seconds with a fraction', 1_767_323_045.25, 1_767_323_045.25],
  ['epoch milliseconds', 1_767_323_045_678, 1_767_323_045.678],
];

for (const [title, sentAt, seconds] of GOOD) {
  test(`${title} is accepted`, () => {
    const { row, warnings } = assembled({ sentAt });
    expect(row?.body.sentAt).toBe(seconds);
    // The outbox is still ordered by the time of capture.
    expect(row?.capturedAt).toBe(at);
    expect(warnings).toEqual([]);
  });
}

for (const sentAt of [NaN, -1, '', 'soon', new Date('soon'), {}]) {
  test(`${String(sentAt) || 'the empty text'} is not a time: the time of the call is used, with one warning`, () => {
    const { row, warnings } = assembled({ sentAt });
    expect(row?.body.sentAt).toBe(at / 1000);
    expect(warnings).toEqual([
      expect.stringMatching(/^View: sentAt .+ is not a time: the time of the call was used$/),
    ]);
  });
}
