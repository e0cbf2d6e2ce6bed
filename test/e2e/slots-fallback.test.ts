/** Recommended items are added next to the page's own content, which is hidden and later restored. */
import { addSlot, arn, seenIn, untilReported } from '../support/recommend-page';
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const recommend = arn('recommender/local-most-viewed');
const TEMPLATE = '<template><button data-personalize-item-id="{itemId}">{itemId}</button></template>';
const OWN = `beside ${TEMPLATE} <button data-personalize-item-id="own" style="color: red">own</button><!-- end -->`;

const add = (visitor: Visitor, attributes = {}) =>
  addSlot(visitor, { recommend, 'num-results': '2', timeout: '5000', ...attributes }, OWN);

/** Runs the code on the slot, and waits until the tag's MutationObserver has run. */
const change = (visitor: Visitor, id: string, how: string) =>
  visitor.evaluate(
    async (at, code) => {
      new Function('slot', code)(document.getElementById(at));
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
    id,
    how,
  );

test('hidden content is neither seen nor in an impression, and is restored by stop()', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/slots.html?none');
  // The page forces its own display style.
  await visitor.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'html body div:not(#a#b) > button { display: block !important }';
    document.head.append(style);
    // The page's own items are seen only if they are in view for a second before the slot is filled, on a slow machine.
    document.body.style.paddingTop = '300vh';
  });
  const id = await add(visitor, { 'recommendation-id': 'RID-own' });
  const page = () =>
    visitor.evaluate((at) => {
      const slot = document.getElementById(at);
      const held = globalThis as unknown as { held?: ChildNode[] };
      held.held ??= [...(slot?.childNodes ?? [])];
      return { html: slot?.outerHTML, same: held.held.every((node) => node.parentNode === slot) };
    }, id);
  const before = await page();
  const [reported] = await untilReported(visitor, 1);
  const itemIds = reported?.itemIds ?? [];
  expect(itemIds).toHaveLength(2);
  await visitor.evaluate(() => document.body.removeAttribute('style'));
  expect(await seenIn(visitor, id)).toBe(itemIds.join(' '));
  expect((await page()).same).toBe(true);
  // A framework adds nodes to its own content, and updates it.
  await change(
    visitor,
    id,
    `const late = slot.lastElementChild.cloneNode(true);
    late.setAttribute('data-personalize-item-id', 'late');
    late.textContent = 'late';
    slot.append(late, ' more');
    slot.querySelector('[data-personalize-item-id=own]').className = 'changed';`,
  );
  expect(await seenIn(visitor, id)).toBe(itemIds.join(' '));

  await visitor.waitFor(
    (since) => performance.now() - since > 1300,
    await visitor.evaluate(() => performance.now()),
  );
  await visitor.click(`#${id} [data-personalize-item-id="${itemIds[0]}"]`);
  const [event] = await expectEvents(aws, [
    { eventType: 'Click', itemId: itemIds[0], recommendationId: reported?.recommendationId },
  ]);
  expect([...(event?.impression ?? [])].sort()).toEqual([...itemIds].sort());

  await visitor.evaluate(() => window.personalize.stop());
  expect(await seenIn(visitor, id)).toBe('beside own late more');
  await change(visitor, id, `slot.lastChild.remove(); slot.lastChild.remove();`);
  await change(visitor, id, `slot.querySelector('[data-personalize-item-id=own]').removeAttribute('class');`);
  expect(await page()).toEqual(before);
});

test('a fill that becomes invalid is removed, and the page content is shown again', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/slots.html?none');
  const id = await add(visitor, { 'recommendation-id': 'RID-own' });
  const credited = () =>
    visitor.evaluate(
      (at) => document.getElementById(at)?.getAttribute('data-personalize-recommendation-id'),
      id,
    );
  const expectOwn = async (text = 'beside own') => {
    await expect.poll(() => seenIn(visitor, id)).toBe(text);
    expect(await credited()).toBe('RID-own');
  };
  const expectFilled = async (count: number) => {
    const reported = (await untilReported(visitor, count)).at(-1);
    expect(reported?.type).toBe('personalize:recommended');
    expect(await seenIn(visitor, id)).toBe(reported?.itemIds?.join(' '));
    expect(await credited()).toBe(reported?.recommendationId);
  };
  await expectFilled(1);
  // The attribute is removed and added again.
  await change(visitor, id, `slot.removeAttribute('data-personalize-recommend')`);
  await expectOwn();
  await change(visitor, id, `slot.setAttribute('data-personalize-recommend', '${recommend}')`);
  await expectFilled(2);
  // Another request, which fails: the earlier fill is out of date.
  aws.faults({ operation: 'GetRecommendations', errorType: 'ResourceNotFoundException' });
  await change(visitor, id, `slot.setAttribute('data-personalize-num-results', '3')`);
  expect((await untilReported(visitor, 3)).at(-1)).toMatchObject({ type: 'personalize:failed' });
  await expectOwn();
  await change(visitor, id, `slot.setAttribute('data-personalize-num-results', '4')`);
  await expectFilled(4);
  // The page removes the recommended copies.
  await change(
    visitor,
    id,
    `for (const copy of slot.querySelectorAll('button:not([data-personalize-item-id=own])')) copy.remove()`,
  );
  await expectOwn();
  await change(visitor, id, `slot.setAttribute('data-personalize-num-results', '5')`);
  await expectFilled(5);
  // The page moves a hidden node elsewhere, changes a hidden text, and removes the template.
  await change(visitor, id, `document.body.append(slot.querySelector('[data-personalize-item-id=own]'))`);
  expect(await visitor.evaluate(() => (document.body.lastChild as HTMLElement).offsetHeight)).toBeGreaterThan(
    0,
  );
  await change(visitor, id, `slot.firstChild.data = 'other words'`);
  expect(await seenIn(visitor, id)).not.toContain('other words');
  await change(visitor, id, `slot.querySelector('template').remove()`);
  await expectOwn('other words');
});

test('a slot in a shadow root is filled, and a filled slot can become a ranked one', async ({ visitor }) => {
  await visitor.open('/slots.html?none');
  await visitor.evaluate(
    (attributes, inner) => {
      const host = document.createElement('div');
      const root = host.attachShadow({ mode: 'open' });
      root.innerHTML = `<style>button { display: flex }</style><div ${attributes}>${inner}</div>`;
      host.id = 'host';
      document.body.append(host);
    },
    `data-personalize-recommend="${recommend}" data-personalize-num-results="2" data-personalize-timeout="5000"`,
    OWN,
  );
  const shown = () => seenIn(visitor, 'host');
  const [inside] = await untilReported(visitor, 1);
  expect(await shown()).toBe(inside?.itemIds?.join(' '));

  const id = await add(visitor);
  const reported = (await untilReported(visitor, 2)).at(-1);
  expect(reported?.type).toBe('personalize:recommended');
  await change(
    visitor,
    id,
    `slot.setAttribute('data-personalize-rank', '${arn('campaign/local-ranking')}');
    slot.removeAttribute('data-personalize-recommend');`,
  );
  expect((await untilReported(visitor, 3)).at(-1)).toMatchObject({
    type: 'personalize:ranked',
    itemIds: ['own'],
  });
  expect(await seenIn(visitor, id)).toBe('beside own');
  await visitor.evaluate(() => window.personalize.stop());
  expect(await shown()).toBe('beside own');
});

test('an answer for a user who has signed out meanwhile is not shown, and a new one is requested', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/slots.html?none');
  await visitor.evaluate(() => window.personalize.identify('anna'));
  aws.faults({ operation: 'GetRecommendations', delayMs: 700 });
  const id = await add(visitor);
  await aws.untilFaultsMet();
  await visitor.evaluate(() => window.personalize.reset());
  const [reported] = await untilReported(visitor, 1);
  expect(reported).toMatchObject({ type: 'personalize:recommended', id });
  const session = await visitor.evaluate(() => window.personalize.sessionId);
  const asked = aws.requests('GetRecommendations').map(({ body }) => JSON.parse(body).userId);
  expect(asked).toEqual(['anna', session]);
});
