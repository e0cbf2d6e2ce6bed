/**
 * Values are not written into attributes that a framework executes. The rest of the item is shown, and a warning names
 * them.
 */
import { addSlot, arn, seenIn, untilReported } from '../support/recommend-page';
import { expect, test } from '../support/test';

const EXECUTED = [
  ...[
    'x-on:click',
    '@click.prevent',
    ':title',
    'x-data',
    'x-text',
    'v-on:click',
    'v-html',
    '#default',
    '.innerhtml',
  ],
  ...[
    'ng-click',
    'ng:click',
    'data-ng-init',
    '[innerhtml]',
    '(click)',
    '[(ngmodel)]',
    '*ngif',
    'on-click',
    'bind-title',
  ],
  ...[
    'title.bind',
    'aria-label.bind',
    'click.trigger',
    'hx-on:click',
    'hx-get',
    'data-hx-vals',
    'wire:click',
    'jsaction',
  ],
  ...[
    '_',
    'script',
    'onclick',
    'onbrandnew',
    'data-on-click',
    'data-bind',
    'data-action',
    'data-controller',
    'data-text',
  ],
  ...[
    'data-wp-on--click',
    'data-x-on:click',
    'bind:value',
    'on:click',
    'use:action',
    'phx-click',
    'srcdoc',
    'is',
  ],
];
const KEPT = [
  'title',
  'aria-label',
  'data-name',
  'data-cart-name-param',
  'class',
  'id',
  'value',
  'alt',
  'placeholder',
];

const CODE = 'globalThis.hurt = 1';
const item = (metadata: object, itemId = 'x-1') => ({
  operation: 'GetRecommendations',
  contentType: 'application/json',
  body: JSON.stringify({ recommendationId: 'RID-1', itemList: [{ itemId, metadata }] }),
});
const attributes = { recommend: arn('recommender/local-most-viewed'), timeout: '5000' };

test('values are left out of attributes that frameworks execute', async ({ visitor, aws }) => {
  aws.faults(item({ CODE, NAME: 'a lamp' }));
  await visitor.open('/slots.html?none');
  const written = [
    ...EXECUTED.map((name) => `${name}="f('{metadata.CODE}')"`),
    ...KEPT.map((name) => `${name}="{metadata.NAME}"`),
    '@own="page()"',
    'x-show="own"',
  ];
  const id = await addSlot(
    visitor,
    attributes,
    `<template><button data-personalize-item-id="{itemId}" ${written.join(' ')}>{metadata.NAME}</button></template>`,
  );
  expect(await untilReported(visitor, 1)).toMatchObject([{ type: 'personalize:recommended' }]);
  expect(await seenIn(visitor, id)).toBe('a lamp');
  const found = await visitor.evaluate((at) => {
    const button = document.querySelector<HTMLElement>(`#${at} button`);
    button?.click();
    return Object.fromEntries([...(button?.attributes ?? [])].map(({ name, value }) => [name, value]));
  }, id);
  expect(found).toEqual({
    'data-personalize-item-id': 'x-1',
    ...Object.fromEntries(KEPT.map((name) => [name, 'a lamp'])),
    '@own': 'page()',
    'x-show': 'own',
  });
  expect(await visitor.evaluate(() => 'hurt' in globalThis)).toBe(false);
  const logged = visitor.console().map(({ text }) => text);
  for (const name of EXECUTED) {
    expect(
      logged.filter((text) => text.includes(`template: ${name} of item "x-1"`) && text.includes('left out')),
      name,
    ).toHaveLength(1);
  }
});

test('lone surrogates and expressions are left out, and a namespaced link is set', async ({
  visitor,
  aws,
}) => {
  aws.faults(
    item({ HALF: 'a\ud83db', LINK: '/p/7', EXPRESSION: '{{ constructor() }}', OPEN: '{', NEXT: '{x}}' }),
  );
  await visitor.open('/slots.html?none');
  const id = await addSlot(
    visitor,
    attributes,
    `<template><p data-personalize-item-id="{itemId}"><a id="half" href="/p/{metadata.HALF}" title="t">one</a>
      <svg width="9" height="9"><a id="link" xlink:href="{metadata.LINK}"><text>x</text></a></svg>
      <a id="plain" xlink:href="{metadata.LINK}">two</a>
      <b id="text" title="{metadata.EXPRESSION}">{metadata.EXPRESSION}</b><i>{metadata.OPEN}{metadata.NEXT}</i>
      <u>{{ page.own }} {itemId}</u></p></template>`,
  );
  expect(await untilReported(visitor, 1)).toMatchObject([{ type: 'personalize:recommended' }]);
  const found = await visitor.evaluate((at) => {
    const one = (selector: string) => document.querySelector(`#${at} ${selector}`);
    const link = one('#link');
    return {
      half: [...(one('#half')?.attributes ?? [])].map(({ name }) => name),
      link: link?.getAttributeNS('http://www.w3.org/1999/xlink', 'href'),
      animated: (link as SVGAElement | null)?.href.baseVal,
      plain: one('#plain')?.getAttribute('xlink:href'),
      text: one('#text')?.outerHTML,
      joined: one('i')?.textContent,
      own: one('u')?.textContent,
    };
  }, id);
  expect(found).toEqual({
    half: ['id', 'title'],
    link: '/p/7',
    animated: '/p/7',
    plain: '/p/7',
    text: '<b id="text"></b>',
    joined: '',
    own: '{{ page.own }} x-1',
  });
  const logged = visitor.console().map(({ text }) => text);
  for (const part of ['href of item', 'title of item', 'b of item']) {
    expect(
      logged.filter((text) => text.includes(`template: ${part}`)),
      part,
    ).toHaveLength(1);
  }
});
