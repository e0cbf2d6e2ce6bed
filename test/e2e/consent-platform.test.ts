/** A consent platform decides: nothing is stored or sent before it grants, and what was held arrives then. */
import { becomes, collected, consentOf, expectUntouched, loaded, stored } from '../support/consent';
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

interface Asked {
  options?: Record<string, unknown>;
  /** Code that runs before the tag. */
  before?: string;
  gpc?: string;
}

async function open(visitor: Visitor, { options, ...rest }: Asked): Promise<void> {
  const asked = new URLSearchParams({ ...rest, options: JSON.stringify(options) });
  await visitor.open(`/consent-platform.html?${asked}`);
  await loaded(visitor);
}

/** Runs code of the page. */
const run = (visitor: Visitor, code: string) => visitor.evaluate((each) => void new Function(each)(), code);
const says = (visitor: Visitor, state: string, source: string) =>
  visitor.waitFor((wanted) => {
    const { consent } = window.personalize.stats();
    return `${consent.state} ${consent.source}` === wanted;
  }, `${state} ${source}`);

const google = (action: string, value: string) =>
  `window.dataLayer = window.dataLayer || []; platforms.google.gtag('consent', '${action}', { personalization_storage: '${value}' })`;
const usnat = (SaleOptOut: number) =>
  `platforms.gpp.say([7], { usnat: [{ Version: 1, SaleOptOut }, { SubsectionType: 1, Gpc: false }] })`.replace(
    'SaleOptOut }',
    `SaleOptOut: ${SaleOptOut} }`,
  );

/** For each platform: how it is added, and how it says what the visitor decides. */
const PLATFORMS = [
  {
    name: 'google',
    add: `platforms.google.add(); ${google('default', 'denied')}`,
    grant: google('update', 'granted'),
    deny: google('update', 'denied'),
  },
  {
    name: 'tcf',
    add: "platforms.tcf.stub(); platforms.tcf.add(); platforms.tcf.say('cmpuishown')",
    grant: "platforms.tcf.say('useractioncomplete', [1, 5, 6])",
    deny: "platforms.tcf.say('useractioncomplete', [])",
  },
  { name: 'gpp', add: 'platforms.gpp.add()', grant: usnat(2), deny: usnat(1) },
];

for (const { name, add, grant, deny } of PLATFORMS) {
  test(`${name}, added before the tag: nothing happens before the grant, and a denial erases`, async ({
    visitor,
    aws,
  }) => {
    await open(visitor, { options: { consent: name }, before: add });
    await visitor.click('#a');
    await says(visitor, 'pending', name);
    await expectUntouched(visitor, aws);
    for (const _ of [1, 2]) await run(visitor, grant);
    await expectEvents(aws, [{ itemId: 'a' }]);
    expect(await consentOf(visitor)).toEqual({ state: 'granted', source: name });
    await run(visitor, deny);
    await becomes(visitor, 'denied');
    await visitor.click('#b');
    await aws.untilQuiet(1500);
    expect(await stored(visitor)).toEqual([]);
    await run(visitor, grant);
    await becomes(visitor, 'granted');
    await visitor.click('#a');
    await expectEvents(aws, [{ itemId: 'a' }, { itemId: 'a' }]);
    expect(await collected(visitor, 'states')).toEqual([
      ...[`granted ${name}`, `denied ${name}`, `granted ${name}`],
    ]);
  });

  test(`${name}, added after the tag: nothing happens before the grant`, async ({ visitor, aws }) => {
    await open(visitor, { options: { consent: name } });
    await visitor.click('#a');
    await aws.untilQuiet(1500);
    await run(visitor, add);
    await run(visitor, 'document.body.append("The dialog")');
    await expectUntouched(visitor, aws);
    await run(visitor, grant);
    await expectEvents(aws, [{ itemId: 'a' }]);
  });

  test(`${name} that decided on an earlier page counts at once, before GPC`, async ({ visitor, aws }) => {
    await open(visitor, { options: { consent: name }, before: `${add}; ${grant}`, gpc: '1' });
    await visitor.click('#a');
    await expectEvents(aws, [{ itemId: 'a' }]);
    expect(await consentOf(visitor)).toEqual({ state: 'granted', source: name });
    await open(visitor, { options: { consent: name }, before: `${add}; ${deny}` });
    await becomes(visitor, 'denied');
    await aws.untilQuiet(500);
    expect(await stored(visitor)).toEqual([]);
  });

  test(`${name} that is not on the page grants nothing`, async ({ visitor, aws }) => {
    await open(visitor, { options: { consent: name } });
    await visitor.click('#a');
    await aws.untilQuiet(3000);
    await says(visitor, 'pending', name);
    await expectUntouched(visitor, aws);
  });
}

test('a platform that needs no consent grants, but not against GPC', async ({ visitor, aws }) => {
  const before = 'platforms.tcf.add(); platforms.tcf.exempt()';
  await open(visitor, { options: { consent: 'tcf' }, before, gpc: '1' });
  await visitor.click('#a');
  await aws.untilQuiet(1500);
  expect(await consentOf(visitor)).toEqual({ state: 'denied', source: 'gpc' });
  expect(await collected(visitor, 'touched')).toEqual([]);
  await open(visitor, { options: { consent: 'tcf' }, before });
  await visitor.click('#b');
  await expectEvents(aws, [{ itemId: 'b' }]);
  // The law applies after all.
  await run(visitor, "platforms.tcf.say('cmpuishown')");
  await says(visitor, 'pending', 'tcf');
});

test('a template of Google Tag Manager that bypasses the layer counts', async ({ visitor, aws }) => {
  await open(visitor, { options: { consent: { google: ['analytics_storage'] } } });
  await visitor.click('#a');
  await run(visitor, 'platforms.google.add(); document.body.append("The dialog")');
  await run(visitor, "platforms.google.template({ analytics_storage: 'granted' })");
  await expectEvents(aws, [{ itemId: 'a' }]);
  await run(visitor, "platforms.google.template({ analytics_storage: 'denied' })");
  await becomes(visitor, 'denied');
});

test('all of several platforms must grant, and a call stands above them', async ({ visitor, aws }) => {
  const [first, second] = PLATFORMS;
  await open(visitor, {
    options: { consent: { google: true, tcf: { purposes: [1] } } },
    before: `${first?.add}; ${second?.add}; ${first?.grant}`,
  });
  await visitor.click('#a');
  await says(visitor, 'pending', 'tcf');
  await expectUntouched(visitor, aws);
  await run(visitor, "platforms.tcf.say('useractioncomplete', [1])");
  await expectEvents(aws, [{ itemId: 'a' }]);
  await run(visitor, first?.deny ?? '');
  await says(visitor, 'denied', 'google');
  await run(visitor, "personalize.consent('granted')");
  expect(await consentOf(visitor)).toEqual({ state: 'granted', source: 'call' });
});

for (const cross of [false, true]) {
  test(`a platform in the parent page is asked by messages${cross ? ', across sites' : ''}`, async ({
    visitor,
    aws,
  }) => {
    const options = JSON.stringify({ consent: 'tcf' });
    const asked = new URLSearchParams({ options, ...(cross && { cross: '1' }) });
    await visitor.open(`/consent-platform-frame.html?${asked}`);
    // Loads its chunks and registers while consent is pending.
    await visitor.waitFor(() => Reflect.get(globalThis, 'platforms').tcf.listeners.size === 1);
    await aws.untilQuiet(1000);
    expect(aws.requests()).toEqual([]);
    await run(visitor, "platforms.tcf.say('useractioncomplete', [1, 5])");
    await expectEvents(aws, [{ itemId: 'framed' }]);
  });
}

test('a chunk that cannot be loaded leaves consent pending, until a retry', async ({
  visitor,
  aws,
  site,
}) => {
  visitor.allow(/personalize-consent|Failed to load|404|MIME|NetworkError|error loading/i);
  let isMissing = true;
  site.route('/dist/personalize-consent.min.js', (_request, response, serve) => {
    if (!isMissing) return serve();
    response.writeHead(404).end();
  });
  const tcf = PLATFORMS[1];
  await open(visitor, { options: { consent: 'tcf' }, before: `${tcf?.add}; ${tcf?.grant}` });
  await visitor.click('#a');
  await aws.untilQuiet(1000);
  expect(await consentOf(visitor)).toEqual({ state: 'pending', source: 'option' });
  expect(aws.requests()).toEqual([]);
  isMissing = false;
  await expectEvents(aws, [{ itemId: 'a' }]);
});

test('after stop the platform has no listener of the tag', async ({ visitor }) => {
  const tcf = PLATFORMS[1];
  await open(visitor, { options: { consent: 'tcf' }, before: tcf?.add ?? '' });
  await says(visitor, 'pending', 'tcf');
  await run(visitor, 'personalize.stop()');
  await visitor.waitFor(() => Reflect.get(globalThis, 'platforms').tcf.listeners.size === 0);
});
