/**
 * Markup that shadows the names that the tag reads (DOM clobbering): every name read by the source is tried. Events for
 * seen and clicked items are delivered with their fields, no error is thrown into the page, and stop() works.
 */
import { hostileClass, hostileElement, hostileForm, placesOf, serveHostile } from '../support/hostile-page';
import { namesRead } from '../support/names-read';
import { expect, expectEvents, test } from '../support/test';

const FIELDS = { recommendationId: 'rec', properties: { colour: 'red' } };
const events = (itemId: string) => ['View', 'Click'].map((eventType) => ({ itemId, eventType, ...FIELDS }));

test.beforeAll(() => {
  // The type checker is slow: it runs here so that its time does not count against a test.
  test.setTimeout(120_000);
  namesRead();
});

test('the names read by the source are found', { tag: '@once' }, () => {
  const { members, globals } = namesRead();
  expect(members).toEqual(
    expect.arrayContaining(['currentScript', 'matches', 'parentNode', 'assignedSlot', 'hidden']),
  );
  expect(members).toEqual(expect.arrayContaining(['navigation', 'requestIdleCallback', 'personalize']));
  expect(globals).toEqual(expect.arrayContaining(['document', 'location', 'MutationObserver']));
});

test('a form whose controls shadow members is an item like others', async ({ visitor, site, aws }) => {
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
  test(`events are delivered although <${tag}> elements shadow members of document and window`, async ({
    visitor,
    site,
    aws,
  }) => {
    const { members, globals } = namesRead();
    const taken = [...members, ...globals].map((name) => hostileElement(tag, name)).join('');
    // Twice, since two elements with one name give a collection. Frames only once, since each one loads a document.
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

test('custom elements that shadow members work, also if they are defined late', async ({
  visitor,
  site,
  aws,
}) => {
  const { members } = namesRead();
  const taken = members.map((name) => hostileElement('img', name)).join('');
  const item = hostileForm('item', []).replace(/<(\/?)form/g, '<$1x-hostile');
  // Without escaping, a selector would parse the second name differently.
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

test('a form whose controls shadow all names is submitted', async ({ visitor, site, aws }) => {
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

test('in a crowd of such forms, the forms scrolled into view are seen', async ({ visitor, site, aws }) => {
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
