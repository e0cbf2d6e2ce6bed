/** Catalogue data never becomes markup or code in the page. */
import { untilReported } from '../support/recommend-page';
import { expect, test } from '../support/test';

const title = `"><img src=x onerror=hurt(1)><script>hurt(2)</script>'); hurt(3); ('{itemId}`;
const itemId = 'a"b onclick=hurt(4)';
const link = 'java\tscript:hurt(5)';

test('hostile metadata is neither markup nor code', async ({ visitor, aws }) => {
  aws.faults({
    operation: 'GetRecommendations',
    contentType: 'application/json',
    body: JSON.stringify({
      recommendationId: 'RID-hostile',
      itemList: [
        {
          itemId,
          metadata: { TITLE: title, LINK: link, CODE: '\nhurt(6)', ORDER: '2', GOOD: '/favicon.ico?a b,c' },
        },
      ],
    }),
  });
  await visitor.open('/slots-harmless.html');
  expect(await untilReported(visitor, 1)).toMatchObject([{ type: 'personalize:recommended' }]);

  const seen = await visitor.evaluate(() => {
    const attributes = (selector: string) => {
      const element = document.querySelector(`#slot ${selector}`);
      return Object.fromEntries([...(element?.attributes ?? [])].map(({ name, value }) => [name, value]));
    };
    const all = Object.fromEntries(
      [
        'li',
        '#raw',
        '#spaced',
        '#part',
        '#handler',
        '#own',
        '#image',
        '#good',
        '#frame',
        'form',
        'button',
        'svg a',
        'set',
        '#styled',
        '#plain',
      ].map((selector) => [selector, attributes(selector)]),
    );
    for (const element of document.querySelectorAll<HTMLElement>('#slot a')) {
      element.dispatchEvent(new Event('pointerdown'));
      if (element.id !== 'part') element.dispatchEvent(new MouseEvent('click', { cancelable: true }));
    }
    return {
      ...all,
      texts: [document.querySelector('.text')?.textContent, document.querySelector('textarea')?.value],
      markup: document.querySelectorAll('.text *').length,
      missing: document.querySelector('#missing')?.textContent,
      script: document.querySelector('#slot script')?.textContent,
      style: document.querySelector('#slot style')?.textContent,
    };
  });
  expect(seen).toEqual({
    li: { 'data-personalize-item-id': itemId },
    '#raw': { id: 'raw' },
    '#spaced': { id: 'spaced' },
    '#part': { id: 'part', href: `/p/${encodeURIComponent(title)}?q=${encodeURIComponent(link)}` },
    '#handler': { id: 'handler' },
    '#own': { id: 'own', href: '#own', onpointerdown: 'mine = 1', title },
    '#image': { id: 'image', alt: title },
    '#good': {
      id: 'good',
      alt: '',
      src: `/favicon.ico?${encodeURIComponent(itemId)}&${encodeURIComponent(title)}`,
      srcset: '/favicon.ico?a%20b%2Cc 2x, /favicon.ico 1x',
    },
    '#frame': { id: 'frame', title },
    form: {},
    button: {},
    'svg a': {},
    set: { attributeName: 'href' },
    '#styled': { id: 'styled' },
    '#plain': { id: 'plain', style: 'order: 2' },
    texts: [title, title],
    markup: 0,
    missing: '[]',
    script: "hurt('{metadata.TITLE}'); // {metadata.CODE}",
    style: 'p { color: {metadata.TITLE} }',
  });
  // The template's own script and handler ran as the page wrote them, and nothing else ran.
  expect(await visitor.evaluate(() => [Reflect.get(window, 'hurts'), Reflect.get(window, 'mine')])).toEqual([
    ['{metadata.TITLE}'],
    1,
  ]);
  const logged = visitor.console().map(({ text }) => text);
  for (const part of [
    'href of item',
    'onpointerdown of item',
    'srcdoc of item',
    'script of item',
    '{metadata.MISSING}',
  ]) {
    expect(logged.filter((text) => text.includes(part)).length, part).toBeGreaterThan(0);
  }
});
