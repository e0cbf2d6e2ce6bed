/** Built-ins replaced by other libraries (F41): every event arrives unchanged, and a slot is filled. */
import { readFileSync } from 'node:fs';
import { builtIns } from './support/built-ins';
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';

declare const reported: string[];

const prototypeJs = readFileSync(
  new URL('../../node_modules/prototype-js-core/prototype.js', import.meta.url),
  'utf8',
);

const snippet = readFileSync(new URL('../../snippet/snippet.js', import.meta.url), 'utf8');
const oldBind = 'Function.prototype.bind drops the bound arguments';

/** WebDriver for WebKit runs in the page and uses its Promise and objects. */
const notInjected = (what: string): { webkit?: string } =>
  /^(Promise|Object\.prototype)/.test(what) ? { webkit: 'it also breaks the scripts of WebDriver' } : {};

/** A visit: view a list, click an item in it, purchase by script, and click an item in a slot. */
async function visit(stage: Stage): Promise<void> {
  const { visitor, aws } = stage;
  await stage.open('/built-ins.html');
  await visitor.waitFor(() => reported.length);
  // As a string: WebDriver serializes arrays as strings where arrays have a toJSON.
  const recommendationId = await visitor.evaluate(() => reported.join());
  expect(recommendationId).toMatch(/^RID-/);
  // Longer than the dwell time.
  const seen = await visitor.evaluate(() => performance.now());
  await visitor.waitFor((since) => performance.now() - since > 1300, seen);
  const bought = { impression: ['a', 'b'], properties: { sizes: ['S', { cut: ['slim'] }], at: { shop: 1 } } };
  const one = await stage.click('#one');
  await visitor.evaluate((fields) => witness.track(3, fields), bought);
  const card = await stage.click('#slot li:not(template)');
  await stage.untilAllArrived(20_000);

  const events = aws.events();
  const of = (id: string) => events.find(({ itemId }) => itemId === id);
  expect(of(one)).toMatchObject({
    recommendationId: 'rec',
    properties: '{"sizes":[1,2],"colour":"red"}',
    impression: ['one', 'two', one],
  });
  expect(of(card)).toMatchObject({ recommendationId });
  expect(of(card)?.impression).toHaveLength(4);
  const tracked = events.filter(({ itemId = '' }) => itemId.startsWith('track-'));
  expect(new Set(tracked.map(({ itemId }) => itemId)).size).toBe(3);
  for (const { properties, impression } of tracked)
    expect([properties, impression]).toEqual([JSON.stringify(bought.properties), ['a', 'b']]);
}

scenario('F41 the page loads Prototype.js 1.7', { quick: true }, async (stage) => {
  stage.before(prototypeJs);
  await visit(stage);
});

/** All replacements that the engine supports, each in its own scope. */
const allFor = ({ engine }: Stage): string =>
  Object.entries(builtIns)
    // Where Object.keys is replaced like that, a page cannot have extended Object.prototype.
    .filter(([what]) => !what.startsWith('Object.keys') && !(engine in notInjected(what)))
    .map(([, replace]) => `(${String(replace)})();`)
    .join('\n');

scenario('F41 all built-ins are replaced at once', { quick: true }, async (stage) => {
  stage.before(allFor(stage));
  await visit(stage);
});

for (const [what, replaced] of [
  ['all built-ins are replaced at once', allFor],
  ['bind drops the bound arguments', () => `(${String(builtIns[oldBind])})();`],
] as const) {
  scenario(`F41 loaded by the snippet: ${what}`, {}, async (stage) => {
    const filled = snippet
      .replace('https://your.site/', '/dist/')
      .replace('YOUR-TRACKING-ID', '20000000-0000-4000-8000-000000000001')
      .replace(
        /us-east-1:YOUR[^']*'/,
        `us-east-1:10000000-0000-4000-8000-000000000001', endpoint: '${stage.aws.url}'`,
      );
    const early =
      "personalize.track('View', { itemId: 'early' }); personalize('track', 'View', { itemId: 'called' });";
    for (const id of ['early', 'called']) stage.occurred(id);
    stage.before(`${replaced(stage)}\n${filled}\n${early}`);
    await visit(stage);
    const sent = stage.aws.events().map(({ itemId }) => itemId);
    expect(sent.filter((id) => id === 'early' || id === 'called')).toEqual(['early', 'called']);
  });
}

for (const [what, replace] of Object.entries(builtIns)) {
  scenario(`F41 ${what}`, { notInjected: notInjected(what) }, async (stage) => {
    stage.before(replace);
    await visit(stage);
  });
}

scenario('F41 no built-in is replaced', {}, visit);
