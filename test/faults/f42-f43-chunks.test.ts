/** A chunk cannot be loaded (F42), or is of another release than the tag (F43): events are kept, with one warning. */
import { PROTOCOL } from '../../src/core/protocol';
import { type ChunkFault, faults, fileOf, missing, namedOtherwise, ofRelease } from './support/chunk-faults';
import { needs, queriesOf, recommend } from './support/chunk-needs';
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';

/** Logged by engines for a module that cannot be loaded, and by the harness for a missing file. */
const allow = /personalize-[a-z-]+\.min\.js|module|import|content security policy|Content-Security-Policy/i;

/** The page has items in view, so their chunk is missing too where all chunks are. */
const isOfChunk = (chunk: string, text: string): boolean =>
  chunk === 'sight' || !text.includes(fileOf('sight'));

const logged = ({ visitor }: Stage, chunk = 'aws'): string[] =>
  visitor
    .console()
    .filter(({ text }) => text.includes('[personalize]') && isOfChunk(chunk, text))
    .map(({ level, text }) => `${level}: ${text}`);

const untilFailed = ({ visitor }: Stage, times: number): Promise<boolean> =>
  visitor.waitFor((n) => window.personalize.stats().retried >= n, times);

/** One error event and one warning with the URL and the fix, however often loading failed. */
async function expectReported(stage: Stage, chunk: string, folder: string, fix: RegExp): Promise<void> {
  const version = await stage.visitor.evaluate(() => window.personalize.version);
  const url = `${folder}${fileOf(chunk)}?v=${version}&retry=`;
  await stage.visitor.waitFor((file) => errors.some((text) => text.includes(file)), fileOf(chunk));
  const messages = (await stage.visitor.evaluate(() => errors)).filter((text) => isOfChunk(chunk, text));
  expect(messages).toEqual([expect.stringContaining(url)]);
  expect(logged(stage, chunk)).toEqual([expect.stringContaining(`warn: [personalize] not loaded: ${url}`)]);
  expect(logged(stage, chunk)[0]).toMatch(fix);
  expect(messages[0]).toMatch(fix);
}

const REACHABLE = /check .*transportUrl.*type.*caches.*CSP.*CORS.*ad blocker/;
const SAME_RELEASE = /of another release than the tag.*cache/;

/** A visit without the delivery chunk, until it is available again. */
async function visitWithout(stage: Stage, fault: ChunkFault, fix: RegExp): Promise<void> {
  const { visitor, aws, site } = stage;
  stage.options(fault.options?.(stage) ?? {});
  fault.begin(stage);
  await stage.open();
  await stage.click();
  await stage.track(3);
  await untilFailed(stage, 3);
  await expectReported(stage, 'aws', fault.folder(stage), fix);
  expect(aws.requests()).toEqual([]);
  expect(await visitor.evaluate(() => window.personalize.stats())).toMatchObject({
    waiting: stage.happened().occurred.size,
    dropped: {},
  });

  if (fault.end) fault.end(stage);
  else {
    site.clearRoutes();
    await stage.open('/fault.html?next');
  }
  await stage.untilAllArrived();
  await stage.click();
  await stage.track(2);
  await stage.untilAllArrived();
  expect(logged(stage), 'no further warning').toHaveLength(1);
}

for (const [what, fault] of Object.entries(faults)) {
  scenario(`F42 the delivery chunk ${what}`, { quick: true, meanCopies: 1, allow }, (stage) =>
    visitWithout(stage, fault, REACHABLE),
  );
}

for (const [what, protocol] of [
  ['older than releases with a protocol number', undefined],
  ['older', 0],
  ['newer', PROTOCOL + 1],
] as const) {
  scenario(`F43 the delivery chunk is ${what}`, { quick: true, meanCopies: 1, allow }, (stage) =>
    visitWithout(stage, ofRelease(protocol), SAME_RELEASE),
  );
}

/** A browser caches a file with a version in its URL. A later visit must not depend only on that copy. */
for (const [what, fault] of [
  [
    'F42 an HTML page instead of the delivery chunk',
    faults['is answered with an HTML page, as by a single-page app'],
  ],
  ['F43 a delivery chunk of another release', ofRelease(PROTOCOL + 1)],
] as const) {
  scenario(`${what}, in the browser's cache`, { quick: true, meanCopies: 1, allow }, async (stage) => {
    fault?.begin(stage);
    await stage.open();
    // A new event triggers an immediate retry.
    for (let times = 1; times <= 6; times++) {
      await stage.track(1);
      await untilFailed(stage, times);
    }
    fault?.end?.(stage);
    await stage.open('/fault.html?next');
    await stage.untilAllArrived();
    expect(await stage.visitor.evaluate(() => window.personalize.stats().retried)).toBeLessThan(2);
  });
}

for (const [chunk, { before, use }] of Object.entries(needs)) {
  const fault = missing(chunk);
  scenario(`F42 the chunk ${chunk} is missing`, { quick: true, meanCopies: 1, allow }, async (stage) => {
    const { site } = stage;
    stage.before(before);
    fault.begin(stage);
    await stage.open();
    await stage.click();
    await untilFailed(stage, 2);
    await stage.track(2);
    await stage.untilAllArrived();
    await untilFailed(stage, 3);
    await expectReported(stage, chunk, fault.folder(stage), REACHABLE);

    fault.end?.(stage);
    await site.until(
      () => site.requests.some(({ path, status }) => path.endsWith(fileOf(chunk)) && status === 200),
      'the chunk',
    );
    await use(stage);
    expect(logged(stage, chunk), 'no further warning').toHaveLength(1);
  });
}

/** Chunks that depend on the delivery chunk import it by the URL that failed. */
for (const chunk of ['runtime', 'datasets']) {
  const title = `F42 the delivery chunk loads late, and so does ${chunk}`;
  scenario(title, { quick: true, meanCopies: 1, allow }, async (stage) => {
    const fault = missing('aws');
    stage.before(needs[chunk]?.before ?? '');
    fault.begin(stage);
    await stage.open();
    await stage.click();
    await untilFailed(stage, 4);
    fault.end?.(stage);
    await stage.untilAllArrived();
    // Firefox caches a failed module for the lifetime of a page, whichever module imports it.
    if (stage.engine === 'firefox') await stage.open('/fault.html?next');
    await needs[chunk]?.use(stage);
  });
}

scenario(
  'F43 recommendations with a delivery chunk of another release and the same protocol',
  { quick: true, meanCopies: 1, allow: /SyntaxError|release_|personalize-/ },
  async (stage) => {
    namedOtherwise.begin(stage);
    await stage.openWarm();
    // The module is not linked, so none of its code has run.
    expect(await recommend(stage)).toMatch(/^OfflineError: .*release_.*caches/s);
    await stage.click();
    await stage.track(2);
    await stage.untilAllArrived();
    namedOtherwise.end?.(stage);
    await stage.open('/fault.html?next');
    expect(await recommend(stage)).toBeGreaterThan(0);
  },
);

scenario('F43 every chunk is requested with the version of the tag', { quick: true }, async (stage) => {
  const queries = queriesOf(stage);
  stage.before(
    Object.values(needs)
      .map(({ before }) => before)
      .join('\n'),
  );
  for (const id of ['in-the-layer', 'in-view']) stage.occurred(id);
  await stage.openWarm();
  await stage.visitor.waitFor(() => document.querySelector('#slot [data-personalize-item-id]'));
  const chunks = ['aws', ...Object.keys(needs)];
  await stage.site.until(() => chunks.every((chunk) => queries.has(chunk)), 'all chunks');
  await stage.untilAllArrived();
  const version = await stage.visitor.evaluate(() => window.personalize.version);
  // Once each, whichever module imports the chunk.
  expect(Object.fromEntries(queries)).toEqual(
    Object.fromEntries(chunks.map((chunk) => [chunk, [`?v=${version}`]])),
  );
});
