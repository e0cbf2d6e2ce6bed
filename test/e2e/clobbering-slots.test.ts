/**
 * Slots whose markup shadows the names that the tag reads: forms through their controls, custom elements through their
 * class. They are filled and ranked like other slots, and stop() restores the page's own content.
 */
import { control, hostileClass, hostileElement, serveHostile } from '../support/hostile-page';
import { namesRead } from '../support/names-read';
import { arn } from '../support/recommend-page';
import type { Site } from '../support/site';
import { expect, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const RECOMMEND = `data-personalize-recommend="${arn('recommender/local-most-viewed')}" data-personalize-num-results="2"`;
const RANK = `data-personalize-rank="${arn('campaign/local-ranking')}"`;
const card = (itemId: string) => `<b data-personalize-item-id="${itemId}">${itemId}</b>`;

interface Slot {
  id: string;
  /** The names of the controls in the slot, next to its cards. */
  names: readonly string[];
  /** Whether the template contains the same controls. */
  copied?: boolean;
}

/** One slot per name, and one slot with all names. */
const slotsWith = (names: readonly string[]): Slot[] => [
  ...names.map((name) => ({ id: `form ${name}`, names: [name] })),
  { id: 'form', names },
];

const filled = ({ id, names, copied }: Slot): string => {
  const controls = names.map(control).join('');
  const copy = copied ? `<form class="{itemId}">${controls}{itemId}</form>` : card('{itemId}');
  return `<form id="${id}" ${RECOMMEND} data-personalize-timeout="9000"><template>${copy}</template>${controls}<i>own</i></form>`;
};

const ranked = ({ id, names }: Slot): string =>
  `<form id="${id}" ${RANK} data-personalize-timeout="9000">${names.map(control).join('')}${['none', 'monstera'].map(card).join('<hr>')}</form>`;

/** Records the last event of each slot, by slot id. */
const LISTENER = `<script>var reported = {};
  for (const type of ['recommended', 'ranked', 'failed'])
    addEventListener('personalize:' + type, ({ target, detail }) => {
      const id = Element.prototype.getAttribute.call(target, 'id');
      reported[id] = type + (type === 'failed' ? ' ' + detail : '');
    });</script>`;

const open = async (visitor: Visitor, site: Site, awsUrl: string, markup: string, ids: readonly string[]) => {
  serveHostile(site, awsUrl, LISTENER + markup);
  await visitor.open('/hostile.html');
  await visitor.waitFor(
    (count) => Object.keys((globalThis as unknown as { reported: object }).reported).length >= count,
    ids.length,
  );
  return visitor.evaluate(() => (globalThis as unknown as { reported: Record<string, string> }).reported);
};

/** The texts shown in each slot, read through the prototypes because the elements shadow these names. */
const shownIn = (visitor: Visitor): Promise<Record<string, string[]>> =>
  visitor.evaluate(() => {
    const all = (root: ParentNode, selector: string): HTMLElement[] => [
      ...(Element.prototype.querySelectorAll.call(root, selector) as NodeListOf<HTMLElement>),
    ];
    return Object.fromEntries(
      all(document.body, '[data-personalize-recommend],[data-personalize-rank]').map((slot) => [
        Element.prototype.getAttribute.call(slot, 'id'),
        all(slot, 'b,i,form')
          .filter((each) => Element.prototype.getClientRects.call(each).length)
          .map((each) => `${Reflect.get(Node.prototype, 'textContent', each)}`.trim()),
      ]),
    );
  });

const all = <T>(ids: readonly string[], value: T): Record<string, T> =>
  Object.fromEntries(ids.map((id) => [id, value]));

test.beforeAll(() => {
  test.setTimeout(120_000);
  namesRead();
});

test('forms and forms in their templates are filled', async ({ visitor, site, aws }) => {
  test.setTimeout(120_000);
  const slots = slotsWith(namesRead().members);
  slots.push(...slots.map((slot) => ({ ...slot, id: `copied ${slot.id}`, copied: true })));
  const ids = slots.map(({ id }) => id);
  const reported = await open(visitor, site, aws.url, slots.map(filled).join(''), ids);
  expect(reported).toEqual(all(ids, 'recommended'));
  const shown = await shownIn(visitor);
  const [first] = Object.values(shown);
  expect(first).toHaveLength(2);
  expect(shown).toEqual(all(ids, first));
  await visitor.evaluate(() => window.personalize.stop());
  expect(await shownIn(visitor)).toEqual(all(ids, ['own']));
});

test('slots are filled and ranked although elements shadow members of document and window', async ({
  visitor,
  site,
  aws,
}) => {
  const { members, globals } = namesRead();
  const names = [...members, ...globals];
  const taken = ['img', 'form', 'a']
    .flatMap((tag) => names.map((name) => hostileElement(tag, name)))
    .join('');
  const slots = [filled({ id: 'filled', names: [] }), ranked({ id: 'ranked', names: [] })];
  const reported = await open(visitor, site, aws.url, taken + slots.join(''), ['filled', 'ranked']);
  expect(reported).toEqual({ filled: 'recommended', ranked: 'ranked' });
});

test('custom elements that shadow members are filled and ranked', async ({ visitor, site, aws }) => {
  const { members } = namesRead();
  const toElement = (text: string) => text.replace(/<(\/?)form/g, '<$1x-hostile');
  const slots = [filled({ id: 'filled', names: [] }), ranked({ id: 'ranked', names: [] })].map(toElement);
  const markup = hostileClass('x-hostile', members) + slots.join('');
  const reported = await open(visitor, site, aws.url, markup, ['filled', 'ranked']);
  expect(reported).toEqual({ filled: 'recommended', ranked: 'ranked' });
  expect((await shownIn(visitor)).ranked).toEqual(['monstera', 'none']);
});

test('forms are ranked although their controls shadow members', async ({ visitor, site, aws }) => {
  test.setTimeout(120_000);
  const slots = slotsWith(namesRead().members);
  const ids = slots.map(({ id }) => id);
  const reported = await open(visitor, site, aws.url, slots.map(ranked).join(''), ids);
  expect(reported).toEqual(all(ids, 'ranked'));
  expect(await shownIn(visitor)).toEqual(all(ids, ['monstera', 'none']));
});
