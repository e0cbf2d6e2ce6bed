/**
 * Markup that takes the names of what the tag reads: each name that the source reads is tried. The events of what is seen
 * and clicked arrive with their fields, nothing is thrown into the page, and stop() works.
 */
import { hostileClass, hostileElement, hostileForm, placesOf, serveHostile } from '../support/hostile-page';
import { namesRead } from '../support/names-read';
import { expect, expectEvents, test } from '../support/test';

const FIELDS = { recommendationId: 'rec', properties: { colour: 'red' } };
const events = (itemId: string) => ['View', 'Click'].map((eventType) => ({ itemId, eventType, ...FIELDS }));

test.beforeAll(() => {
  // The type checker takes its time: not from that of a test.
  test.setTimeout(120_000);
  namesRead();
});

test('the names that the source reads are found', { tag: '@once' }, () => {
  const { members, globals } = namesRead();
  expect(members).toEqual(
    expect.arrayContaining(['currentScript', 'matches', 'parentNode', 'assignedSlot', 'hidden']),
  );
  expect(members).toEqual(expect.arrayContaining(['navigation', 'requestIdleCallback', 'personalize']));
  expect(globals).toEqual(expect.arrayContaining(['document', 'location', 'MutationObserver']));
});

test('a form whose control has the name of a member is an item like others', async ({
  visitor,
  site,
  aws,
}) => {
  test.setTimeout(180_000);
  const { members } = namesRead();
  const forms = [...members.map((name) => hostileForm(`form ${name}`, [name])), hostileForm('form', members)];
  serveHostile(site, aws.url, forms.join(''));
  await visitor.open('/hostile.html');
  await visitor.waitFor(() => window.personalize?.version);
  const places = await placesOf(visitor);
  const itemIds = Object.keys(places);
  for (const place of Object.values(places)) await visitor.click(place);
  await expectEvents(aws, itemIds.flatMap(events), { withinMs: 30_000 });
  await visitor.evaluate(() => window.personalize.stop());
  for (const place of Object.values(places).slice(0, 3)) await visitor.click(place);
  await expectEvents(aws, itemIds.flatMap(events));
});

for (const tag of ['img', 'form', 'iframe', 'object', 'embed', 'a']) {
  test(`<${tag}> with the names of members of document and window`, async ({ visitor, site, aws }) => {
    const { members, globals } = namesRead();
    const taken = [...members, ...globals].map((name) => hostileElement(tag, name)).join('');
    // Twice, since two elements of one name are a collection; but each frame is a document.
    serveHostile(site, aws.url, `${taken}${tag === 'iframe' ? '' : taken}${hostileForm('item', members)}`);
    await visitor.open('/hostile.html');
    await visitor.waitFor(() => window.personalize?.version);
    const { item } = await placesOf(visitor);
    if (!item) throw new Error('there is no item');
    await visitor.click(item);
    await expectEvents(aws, events('item'));
    await visitor.evaluate(() => window.personalize.stop());
    await visitor.click(item);
    await expectEvents(aws, events('item'));
  });
}

test('custom elements have members of these names, and some get their class late', async ({
  visitor,
  site,
  aws,
}) => {
  const { members } = namesRead();
  const taken = members.map((name) => hostileElement('img', name)).join('');
  const item = hostileForm('item', []).replace(/<(\/?)form/g, '<$1x-hostile');
  // The second name is one that a selector would read otherwise.
  const late = ['x-late', 'x-late.2'];
  const elements = late.map((name) => `<${name}></${name}>`).join('');
  serveHostile(site, aws.url, hostileClass('x-hostile', members) + taken + item + elements);
  await visitor.open('/hostile.html');
  await visitor.waitFor(() => window.personalize?.version);
  const { item: button } = await placesOf(visitor);
  if (!button) throw new Error('there is no button');
  await visitor.click(button);
  await expectEvents(aws, events('item'));
  for (const name of late) {
    await visitor.evaluate((tag) => {
      const html = `<b data-personalize-item-id="${tag}" data-personalize-on="view">${'wide '.repeat(9)}</b>`;
      class Late extends HTMLElement {
        constructor() {
          super();
          this.attachShadow({
            mode: 'open',
          }).innerHTML = `<style>b { display: block; height: 20px }</style>${html}`;
        }
      }
      customElements.define(tag, Late);
    }, name);
  }
  await expectEvents(aws, [...events('item'), ...late.map((itemId) => ({ itemId, eventType: 'View' }))]);
});

test('a form with all these names is submitted', async ({ visitor, site, aws }) => {
  const { members } = namesRead();
  const form = hostileForm('form', members, {
    on: 'submit change',
    inside: '<input type="checkbox"><button data-item="form"></button>',
    attributes: 'target="elsewhere"',
  });
  serveHostile(site, aws.url, `<iframe name="elsewhere" hidden></iframe>${form}`);
  await visitor.open('/hostile.html');
  await visitor.waitFor(() => window.personalize?.version);
  const { form: button } = await placesOf(visitor);
  if (!button) throw new Error('there is no button');
  await visitor.click({ x: button.x - 24, y: button.y });
  await visitor.click(button);
  const event = { itemId: 'form', eventType: 'Click', ...FIELDS };
  await expectEvents(aws, [event, event]);
});

test('of a crowd of such forms those are seen that are scrolled to', async ({ visitor, site, aws }) => {
  const { members } = namesRead();
  const names = ['img', 'a'].flatMap((tag) => members.map((name) => hostileElement(tag, name)));
  const forms = Array.from({ length: 600 }, (_, at) =>
    hostileForm(`form ${at}`, [members[at % members.length] ?? ''], { on: 'none' }),
  );
  const last = hostileForm('last', members, { on: 'view' });
  serveHostile(site, aws.url, `${names.join('')}${forms.join('<hr>')}<hr>${last}`);
  await visitor.open('/hostile.html');
  await visitor.waitFor(() => window.personalize?.version);
  await visitor.wheel({ y: 60_000 });
  await expectEvents(aws, [{ itemId: 'last', eventType: 'View', ...FIELDS }], { withinMs: 20_000 });
});
