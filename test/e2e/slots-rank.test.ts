/** …-rank: the existing items are re-ordered as the same nodes, and focus and scroll position stay. */
import { addSlot, arn, bodyOf, untilReported } from '../support/recommend-page';
import { expect, expectEvents, test } from '../support/test';

const idsOf = () =>
  [...document.querySelectorAll('#shelf > *')].map(
    (row) => row.getAttribute('data-personalize-item-id') ?? row.className,
  );

test('items are ranked in place, and attributed', async ({ visitor, aws }) => {
  await visitor.open('/slots.html?none');
  await visitor.evaluate(async () => {
    // The user viewed plants, and the link of the bag has the focus.
    await window.personalize.track('View', { itemId: 'saguaro' });
    await window.personalize.track('View', { itemId: 'boston-fern' });
    await window.personalize.flush();
  });
  await visitor.focus('#shelf [data-personalize-item-id=weekend-bag] a');
  const before = await visitor.evaluate(idsOf);
  await visitor.evaluate((campaign) => {
    const page = globalThis as unknown as { nodes: Element[]; blurred: number };
    page.nodes = [...document.querySelectorAll('#shelf > *')];
    page.blurred = 0;
    addEventListener('focusout', () => page.blurred++, true);
    document.body.style.height = '3000px';
    window.scrollTo(0, 40);
    document.getElementById('shelf')?.setAttribute('data-personalize-rank', campaign);
  }, arn('campaign/local-ranking'));
  const [reported] = await untilReported(visitor, 1);
  expect(reported).toMatchObject({ type: 'personalize:ranked', id: 'shelf' });
  expect(bodyOf(aws, 'GetPersonalizedRanking')).toEqual({
    campaignArn: arn('campaign/local-ranking'),
    inputList: ['mystery', 'weekend-bag', 'saguaro', 'monstera', 'boston-fern'],
    userId: await visitor.evaluate(() => window.personalize.sessionId),
  });
  const ranked = reported?.itemIds ?? [];
  expect(ranked.at(-1)).toBe('mystery');
  expect(ranked).not.toEqual(['mystery', 'weekend-bag', 'saguaro', 'monstera', 'boston-fern']);
  // Elements that are not items keep their position.
  expect(before.indexOf('advert')).toBe(4);
  expect(await visitor.evaluate(idsOf)).toEqual([
    'head',
    ...ranked.slice(0, 3),
    'advert',
    ...ranked.slice(3),
  ]);
  const kept = await visitor.evaluate(
    () =>
      new Promise((resolve) => {
        const page = globalThis as unknown as { nodes: Element[]; blurred: number };
        // Scroll anchoring takes effect in the next frame.
        requestAnimationFrame(() =>
          requestAnimationFrame(() =>
            resolve({
              same: page.nodes.every((node) => node.parentElement?.id === 'shelf'),
              focus: document.activeElement?.textContent,
              blurred: page.blurred,
              scrollY,
            }),
          ),
        );
      }),
  );
  expect(kept).toEqual({ same: true, focus: 'bag', blurred: 0, scrollY: 40 });

  const [first = ''] = ranked;
  await visitor.waitFor(
    (since) => performance.now() - since > 1200,
    await visitor.evaluate(() => performance.now()),
  );
  await visitor.click(`#shelf [data-personalize-item-id="${first}"]`);
  await expectEvents(
    aws,
    [
      {
        eventType: 'Click',
        itemId: first,
        recommendationId: reported?.recommendationId,
        impression: expect.arrayContaining(ranked),
      },
    ],
    { extra: true },
  );
});

test('wrapper elements move with their items, and the scroll position of a list stays', async ({
  visitor,
}) => {
  await visitor.open('/slots.html?none');
  await visitor.evaluate((campaign) => {
    const shelf = document.createElement('div');
    shelf.innerHTML = `<h2>Shelf</h2><section style="overflow-x: scroll; white-space: nowrap; width: 300px">${[
      'unknown',
      'weekend-bag',
      'monstera',
      'saguaro',
    ]
      .map(
        (id) =>
          `<span style="display: inline-block; width: 200px"><b data-personalize-item-id="${id}">${id}</b></span>`,
      )
      .join('')}</section>`;
    shelf.setAttribute('data-personalize-timeout', '5000');
    shelf.id = 'rows';
    document.body.append(shelf);
    shelf.querySelector('section')?.scrollTo({ left: 150 });
    shelf.setAttribute('data-personalize-rank', campaign);
  }, arn('campaign/local-ranking'));
  const [reported] = await untilReported(visitor, 1);
  const rows = await visitor.evaluate(() => ({
    tops: [...document.querySelectorAll('#rows > *')].map(({ tagName }) => tagName),
    rows: [...document.querySelectorAll('#rows section > *')].map(
      (row) => `${row.tagName} ${row.textContent}`,
    ),
    left: document.querySelector('#rows section')?.scrollLeft,
  }));
  expect(rows).toEqual({
    tops: ['H2', 'SECTION'],
    rows: reported?.itemIds?.map((id) => `SPAN ${id}`),
    left: 150,
  });
});

test('a list with scroll snapping does not follow an item to its new position', async ({ visitor }) => {
  await visitor.open('/slots.html?none');
  await visitor.evaluate(async (campaign) => {
    const strip = document.createElement('div');
    strip.id = 'strip';
    strip.style.cssText =
      'display: grid; grid-auto-flow: column; overflow-x: scroll; scroll-snap-type: x mandatory; width: 300px';
    strip.innerHTML = ['unknown', 'weekend-bag', 'monstera', 'saguaro']
      .map(
        (id) =>
          `<b data-personalize-item-id="${id}" style="width: 200px; scroll-snap-align: start">${id}</b>`,
      )
      .join('');
    document.body.append(strip);
    // Wait until the list is snapped to the item that is first now and will be last.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    strip.setAttribute('data-personalize-timeout', '5000');
    strip.setAttribute('data-personalize-rank', campaign);
  }, arn('campaign/local-ranking'));
  const [reported] = await untilReported(visitor, 1);
  expect(reported?.itemIds?.at(-1)).toBe('unknown');
  const left = await visitor.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return document.getElementById('strip')?.scrollLeft;
  });
  expect(left).toBe(0);
});

test('ignored items and items without a valid id keep their position', async ({ visitor, aws }) => {
  await visitor.open('/slots.html?none');
  const cards = ['', 'weekend-bag', 'undefined', 'saguaro', 'monstera'].map(
    (id) =>
      `<b data-personalize-item-id="${id}" ${id === 'saguaro' ? 'data-personalize-ignore' : ''}>${id}</b>`,
  );
  await addSlot(visitor, { rank: arn('campaign/local-ranking'), timeout: '5000' }, cards.join(' '));
  const [reported] = await untilReported(visitor, 1);
  expect(bodyOf(aws, 'GetPersonalizedRanking')).toMatchObject({ inputList: ['weekend-bag', 'monstera'] });
  const texts = await visitor.evaluate(() =>
    [...document.querySelectorAll('div b')].map((b) => b.textContent),
  );
  const [first, second] = reported?.itemIds ?? [];
  expect(texts).toEqual(['', first, 'undefined', 'saguaro', second]);
});
