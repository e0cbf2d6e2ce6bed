/**
 * The delivery chunk does not come (F42), or is of another release than the tag (F43): all is kept, one warning names the
 * URL and what to check, and what waits is sent as soon as the chunk is there.
 */
import { type ChunkFault, chunkPath, missing, otherRelease } from './support/chunk-faults';
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';

/** What the engines say of a module that does not come. */
const allow =
  /personalize-|module|import|MIME|CORS|Cross-Origin|Content.Security|access control|Failed to load/i;

const warnings = ({ visitor }: Stage): string[] =>
  visitor
    .console()
    .map(({ text }) => text)
    .filter((text) => text.startsWith('[personalize]'));

/** Failed three times since the page began, so that a warning for each would be seen. */
const untilFailedOften = ({ visitor }: Stage): Promise<unknown> =>
  visitor.waitFor(() => window.personalize.stats().retried >= 3);

async function expectOneWarning(stage: Stage, address: string): Promise<void> {
  const version = await stage.visitor.evaluate(() => window.personalize.version);
  const url = `${address}?v=${version}`;
  expect(warnings(stage)).toEqual([
    expect.stringMatching(/^\[personalize\] not loaded: .*check transportUrl, CSP, CORS/),
  ]);
  expect(warnings(stage)[0]).toContain(url);
  expect(await stage.visitor.evaluate(() => failures)).toEqual([expect.stringContaining(url)]);
}

function keptUntilItComes(title: string, fault: ChunkFault): void {
  scenario(title, { quick: true, allow }, async (stage) => {
    const { visitor, site } = stage;
    fault.begin(stage, chunkPath());
    await stage.open(fault.page);
    await stage.click();
    const ids = await stage.track(3);
    await untilFailedOften(stage);
    await expectOneWarning(stage, fault.address?.(stage) ?? site.url + chunkPath());
    expect(await visitor.evaluate(() => window.personalize.stats())).toMatchObject({
      waiting: 4,
      dropped: {},
    });
    expect(stage.aws.requests()).toEqual([]);
    if (!fault.end) return;
    fault.end(stage, chunkPath());
    await visitor.evaluate(() => window.personalize.flush());
    await stage.aws.until(() => ids.every(stage.arrived), 'what was kept');
  });
}

for (const [what, fault] of Object.entries(missing))
  keptUntilItComes(`F42 the delivery chunk ${what}`, fault);
for (const [what, fault] of Object.entries(otherRelease))
  keptUntilItComes(`F43 the delivery chunk is ${what}`, fault);

scenario('F42 the chunk of the data layer is missing', { quick: true, allow }, async (stage) => {
  const { visitor, site } = stage;
  const path = chunkPath('data-layer');
  stage.options({ dataLayer: true });
  site.route(path, (_, response) => void response.writeHead(404).end());
  await stage.open();
  await visitor.evaluate(() => {
    const ecommerce = { items: [{ item_id: 'from the layer' }] };
    Object.assign(window, { dataLayer: [{ event: 'view_item', ecommerce }] });
  });
  stage.occurred('from the layer');
  const id = await stage.click();
  await stage.aws.until(() => stage.arrived(id), 'what needs no data layer');
  await untilFailedOften(stage);
  await expectOneWarning(stage, site.url + path);
  site.route(path, (_request, _response, serve) => serve());
  await stage.aws.until(
    () => stage.arrived('from the layer'),
    'what was in the data layer before its chunk',
    15_000,
  );
});

scenario('F42 the chunk of recommendations is missing', { quick: true, allow }, async (stage) => {
  const { visitor, site } = stage;
  const path = chunkPath('runtime');
  const ask = () =>
    visitor.evaluate(() =>
      window.personalize
        .recommend({
          recommenderArn: 'arn:aws:personalize:us-east-1:000000000000:recommender/local-most-viewed',
        })
        .then(
          ({ itemList }) => itemList.length > 0,
          ({ name }: Error) => name,
        ),
    );
  site.route(path, (_, response) => void response.writeHead(404).end());
  await stage.open();
  expect(await ask()).toBe('OfflineError');
  const id = await stage.click();
  await stage.aws.until(() => stage.arrived(id), 'what needs no recommendation');
  await untilFailedOften(stage);
  await expectOneWarning(stage, site.url + path);
  site.route(path, (_request, _response, serve) => serve());
  expect(await ask()).toBe(true);
});
