/** An invalid field is left out, the event is sent, and exactly one warning names the field and the result. */

import { expect, test } from 'vitest';
import { assembled, at, NEW_ID } from '../support/unit-assemble';

const plain = { eventId: NEW_ID, eventType: 'View', sentAt: at / 1000 };
const circular: Record<string, unknown> = {};
circular.self = circular;
const thrower = () => {
  throw new Error('no');
};

const LEFT_OUT: [field: string, title: string, value: unknown][] = [
  ['eventValue', 'NaN', NaN],
  ['eventValue', 'the empty text', ''],
  ['eventValue', 'a blank', '  '],
  ['eventValue', 'Infinity', Infinity],
  ['eventValue', '-Infinity', '-Infinity'],
  ['eventValue', 'more than a float holds', 1e39],
  ['eventValue', 'a word', 'cheap'],
  ['eventValue', 'a comma', '3,50'],
  ['eventValue', 'an object', {}],
  ['eventValue', 'a list', [3]],
  ['eventValue', 'true', true],
  ['properties', 'circular', circular],
  ['properties', 'a BigInt', { size: 1n }],
  ['properties', 'a toJSON that throws', { size: { toJSON: thrower } }],
  [
    'properties',
    'a getter that throws',
    Object.defineProperty({}, 'size', { get: thrower, enumerable: true }),
  ],
  ['properties', 'a list', ['M']],
  ['properties', 'a number', 7],
  ['properties', 'a text that is not JSON', 'size=M'],
  ['properties', 'a text that is not an object', '"M"'],
  ['properties', 'the text of an array', '[1]'],
  ['properties', '1,025 characters', { a: 'x'.repeat(1017) }],
  ['recommendationId', 'the empty text', ''],
  ['recommendationId', '41 characters', 'x'.repeat(41)],
  ['recommendationId', 'a number', 7],
  ['impression', 'a text', 'sku-1'],
  ['impression', 'an object', { 0: 'sku-1', length: 1 }],
  ['eventAttributionSource', 'nothing', {}],
  ['eventAttributionSource', 'a text', 'home'],
  ['eventAttributionSource', 'empty', { eventAttributionSource: '' }],
  ['eventAttributionSource', 'blank', { eventAttributionSource: '   ' }],
  ['eventAttributionSource', 'not ASCII', { eventAttributionSource: 'Startseite für alle' }],
  ['eventAttributionSource', '1,025 characters', { eventAttributionSource: 'x'.repeat(1025) }],
];

for (const [field, title, value] of LEFT_OUT) {
  test(`${field}, ${title}: left out, with one warning`, () => {
    const name = field === 'eventAttributionSource' ? 'metricAttribution' : field;
    const { row, warnings } = assembled({ [name]: value });
    expect(row?.body).toEqual(plain);
    expect(warnings).toEqual([expect.stringMatching(new RegExp(`^View: .*${field} .+: left out$`, 's'))]);
  });
}

const KEPT: [field: string, title: string, value: unknown, sent: unknown][] = [
  ['eventValue', 'zero', 0, 0],
  ['eventValue', 'a negative', -3.5, -3.5],
  ['eventValue', 'the text of a number', ' 39.90 ', 39.9],
  ['properties', 'a text', '{"size": "M"}', '{"size":"M"}'],
  ['properties', '1,024 characters', { a: 'x'.repeat(1016) }, `{"a":"${'x'.repeat(1016)}"}`],
  ['recommendationId', '40 characters', 'x'.repeat(40), 'x'.repeat(40)],
  ['impression', 'numbers', [1, '2'], ['1', '2']],
];

for (const [field, title, value, sent] of KEPT) {
  test(`${field}, ${title}: sent without a warning`, () => {
    const { row, warnings } = assembled({ [field]: value });
    expect(row?.body).toEqual(sent === undefined ? plain : { ...plain, [field]: sent });
    expect(warnings).toEqual([]);
  });
}

for (const name of ['userId', 'SESSIONID', 'eventtype', 'TimeStamp', 'recommendationId', 'Impression']) {
  test(`properties.${name} is reserved in any case: it is left out, and other properties stay`, () => {
    const properties = { size: 'M', [name]: 'x' };
    const { row, warnings } = assembled({ properties });
    expect(row?.body.properties).toBe('{"size":"M"}');
    expect(warnings).toEqual([
      expect.stringMatching(new RegExp(`properties.*${name}.* is reserved.*: left out$`)),
    ]);
    expect(properties).toEqual({ size: 'M', [name]: 'x' });
  });
}

for (const eventId of ['', 7, {}, 'x'.repeat(257)]) {
  test(`eventId ${String(eventId).slice(0, 20)} (${typeof eventId}): replaced by a new one, with one warning`, () => {
    const { row, warnings } = assembled({ eventId });
    expect(row?.body.eventId).toBe(NEW_ID);
    expect(warnings).toEqual([expect.stringMatching(/^View: eventId .+: a new one was made$/)]);
  });
}

test('each of several bad fields causes its own warning', () => {
  const { row, warnings } = assembled({ colour: 1, sentAt: 'soon', eventValue: '', recommendationId: '' });
  expect(row?.body).toEqual(plain);
  expect(warnings.map((message) => /colour|sentAt|eventValue|recommendationId/.exec(message)?.[0])).toEqual([
    'colour',
    'sentAt',
    'eventValue',
    'recommendationId',
  ]);
});
