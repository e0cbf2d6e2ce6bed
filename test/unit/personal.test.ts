/** Personal data is recognized as a whole value, and ids of shops are never taken for it. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIELDS } from '../../src/core/limits';
import { isPersonal } from '../../src/core/personal';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
const PERSONAL = [
  JWT,
  ' +4915112345678 ',
  '4111 1111 1111 1111',
  '3782-822463-10005',
  4111111111111111,
  '6011000990139424',
];
const ORDINARY = [
  '4111 1111 1111 1112',
  '+1234567',
  '+49 151 123',
  `Bearer ${JWT}`,
  'eyJ',
  '1111111111111117',
  'sku-4111111111111111',
];

const propertiesOf = (value: unknown) => {
  const problems: string[] = [];
  const kept = FIELDS.properties?.[0]({ given: value, other: 1 }, (problem) => problems.push(problem), {});
  return { kept, problems };
};

for (const value of PERSONAL)
  test(`${value} is personal data, also inside of a property`, () => {
    expect(isPersonal(value)).toBe(true);
    for (const given of [value, [value], { deep: [{ inside: value }] }])
      expect(propertiesOf(given)).toEqual({ kept: '{"other":1}', problems: ['"given" is personal data'] });
  });

for (const value of ORDINARY)
  test(`${value} is not`, () => {
    expect(isPersonal(value)).toBe(false);
    expect(propertiesOf(value).problems).toEqual([]);
  });

test('an e-mail address is personal data in a property only', () => {
  expect(propertiesOf('anna.b+c@shop.example').kept).toBe('{"other":1}');
  expect(isPersonal('anna@shop.example')).toBe(false);
  for (const given of ['write to anna@shop.example', 'https://site.example/@name.x', 'a@b', '@name.x'])
    expect(propertiesOf(given).problems, given).toEqual([]);
});

test('numbers of 13 and 14 digits, such as EAN-13, are never refused', () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
  fc.assert(
    fc.property(fc.oneof(digits(13), digits(14)), (id) => {
      for (const value of [id, Number(id), `${id.slice(0, 3)}-${id.slice(3)}`])
        if (isPersonal(value) || propertiesOf(value).problems.length) throw new Error(id);
      return FIELDS.itemId?.[0](id, () => {}, {}) === id;
    }),
    { numRuns: 10_000 },
  );
});
