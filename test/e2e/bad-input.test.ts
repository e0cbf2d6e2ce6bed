/** Invalid calls and attributes: each mistake is warned about once and named, and no other event is lost. */
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

/** Without the warnings about the item ids on this page, which are logged as soon as the items are found. */
const warnings = (visitor: Visitor, about = /^(?!.*data-personalize-item-id)/): string[] =>
  visitor
    .console()
    .filter(({ level, text }) => level === 'warn' && text.includes('[personalize]'))
    .map(({ text }) => text)
    .filter((text) => about.test(text));
const saying = (...patterns: RegExp[]) => patterns.map((each) => expect.stringMatching(each));

test('an invalid value in a call is left out, or the event is dropped, each with one warning', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/bad-input.html');
  const dropped = await visitor.evaluate(async () => {
    const { personalize } = window;
    const track = personalize.track as (...args: unknown[]) => Promise<unknown>;
    const reasons: string[] = [];
    personalize.on('dropped', ({ reason }) => reasons.push(reason));
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    for (let time = 1; time <= 2; time++) {
      await track();
      await track('T'.repeat(300), { itemId: 'long type' });
      await track('View', { itemId: 'null' });
    }
    await track('NotANumber', { itemId: 'number', eventValue: Number.NaN });
    await track('Circular', { itemId: 'circular', properties: circular });
    await track('Many', { itemId: 'many', impression: Array.from({ length: 26 }, (_, n) => `sku-${n}`) });
    await track('Misplaced', { itemId: 'misplaced', colour: 'red' });
    await track('NoFields', 'sku-1');
    personalize.identify('null');
    personalize('nonsense');
    personalize('nonsense');
    personalize.on('nothing' as 'stored', () => {});
    await track('View', { itemId: 'good' });
    return reasons;
  });
  expect(dropped).toEqual(['eventType', 'eventType', 'itemId', 'eventType', 'eventType', 'itemId']);
  await expectEvents(aws, [
    { itemId: 'number', eventValue: undefined },
    { itemId: 'circular', properties: undefined },
    { itemId: 'many', impression: Array.from({ length: 25 }, (_, n) => `sku-${n + 1}`) },
    { itemId: 'misplaced', eventType: 'Misplaced' },
    { eventType: 'NoFields', itemId: undefined },
    { itemId: 'good', userId: undefined },
  ]);
  expect(warnings(visitor)).toEqual(
    saying(
      /eventType undefined is not .*: event dropped/,
      /eventType "T+….*\(\d+ characters\) is not .*: event dropped/,
      /View: itemId "null" is not .*: event dropped/,
      /NotANumber: eventValue NaN is not a finite number: left out/,
      /Circular: properties .* is not .*: left out/,
      /Many: impression has more than 25 .*: the most recent were kept/,
      /Misplaced: colour is not a field .*: left out/,
      /track: "sku-1" is no object: ignored/,
      /userId "null" is not a user: reset/,
      /command "nonsense" is not available: ignored/,
      /on: .*: ignored/,
    ),
  );
  expect(await visitor.evaluate(() => window.personalize.stats())).toMatchObject({
    captured: 12,
    stored: 6,
    dropped: { eventType: 4, itemId: 2 },
  });
});

test('an invalid attribute value is left out, with one warning', { tag: '@once' }, async ({
  visitor,
  aws,
}) => {
  await visitor.open('/bad-input.html');
  for (const id of ['value', 'value', 'json', 'empty', 'null', 'good']) await visitor.click(`#${id}`);
  await expectEvents(aws, [
    { itemId: 'value', eventValue: undefined },
    { itemId: 'value', eventValue: undefined },
    { itemId: 'json', properties: undefined },
    { itemId: 'good' },
  ]);
  expect(warnings(visitor)).toEqual(
    saying(
      /data-personalize-event-value "a lot" is not a number: left out/,
      /data-personalize-properties "{colour: blue}" is not a JSON object: left out/,
    ),
  );
  expect(warnings(visitor, /item-id/)).toEqual(
    saying(
      /data-personalize-item-id "" is not an id .*: not observed/,
      /data-personalize-item-id "null" is not an id .*: not observed/,
    ),
  );
});

test('very long and unusual strings do no harm', async ({ visitor, aws }) => {
  await visitor.open('/bad-input.html');
  await visitor.evaluate(() => {
    const set = (name: string, value: string) =>
      document.querySelector('#value')?.setAttribute(`data-personalize-${name}`, value);
    set('event-value', '1');
    set('prop-huge', 'x'.repeat(1_000_000));
    set('attribution-source', 'y'.repeat(1_000_000));
    set('recommendation-id', 'z'.repeat(1_000_000));
    document.querySelector('#json')?.setAttribute('data-personalize-item-id', 'i'.repeat(1_000_000));
  });
  await visitor.click('#value');
  await visitor.click('#json');
  const ids = await visitor.evaluate(async () => {
    const { personalize } = window;
    return Promise.all([
      personalize.track('View', { itemId: 'half \ud800 pair', properties: { half: '\udc00' } }),
      personalize.track('View', { itemId: 'nul \0 byte', properties: { 'nul\0': '\0' } }),
      personalize.track('View', { itemId: 'snow ☃ 雪 🏔' }),
    ]);
  });
  expect(ids.every(Boolean)).toBe(true);
  await expectEvents(aws, [
    { itemId: 'value', eventValue: 1, properties: undefined, recommendationId: undefined },
    ...ids.map((eventId) => ({ eventId })),
  ]);
  expect(aws.requests('PutEvents').every(({ status }) => status === 200)).toBe(true);
  for (const warning of warnings(visitor)) expect(warning.length).toBeLessThan(300);
});

test('init: a missing or malformed option is named in a warning and turns the tag off', {
  tag: '@once',
}, async ({ visitor, aws, site }) => {
  await visitor.open('/bad-input.html?off');
  const results = await visitor.evaluate(async () => {
    const { personalize } = window;
    const { options } = globalThis as unknown as { options: Parameters<typeof personalize.init>[0] };
    personalize.init({ ...options, trackingId: undefined as unknown as string });
    const missing = await personalize.track('View', { itemId: 'dropped' });
    personalize.init({ ...options, identityPoolId: 'my pool' });
    return [missing ?? 'none', personalize.stats().dropped];
  });
  expect(results).toEqual(['none', { disabled: 1 }]);
  expect(warnings(visitor)).toEqual(
    saying(
      /option trackingId is missing: see .*console.*The tag is off/,
      /"View": the tag is disabled: event dropped/,
      /option identityPoolId "my pool" is malformed: see .*console/,
    ),
  );
  await visitor.click('#good');
  expect(site.requests.some(({ path }) => path.includes('personalize-aws'))).toBe(false);
  expect(aws.requests()).toEqual([]);
});

test('a second init, unknown and unusable options give one warning each, and the tag works', {
  tag: '@once',
}, async ({ visitor, aws }) => {
  await visitor.open('/bad-input.html?off');
  await visitor.evaluate(() => {
    const { personalize } = window;
    const { options } = globalThis as unknown as { options: Parameters<typeof personalize.init>[0] };
    const odd = { ...options, flush: { delayMs: -1 }, colour: 'red' };
    personalize.init(odd);
    personalize.init(odd);
    personalize.init({ ...options, clicks: false });
  });
  await visitor.click('#good');
  await expectEvents(aws, [{ itemId: 'good' }]);
  expect(warnings(visitor)).toEqual(
    saying(
      /option colour is not available: ignored/,
      /option flush\.delayMs: -1 cannot be used, 1000 was used/,
      /init again with other options: ignored/,
    ),
  );
});

test('a stored session id that is invalid is replaced', { tag: '@once' }, async ({ visitor, aws }) => {
  await visitor.open('/bad-input.html?session');
  await visitor.click('#good');
  await expectEvents(aws, [{ itemId: 'good', sessionId: /^[0-9a-f-]{36}$/ }]);
  expect(warnings(visitor)).toEqual([]);
});
