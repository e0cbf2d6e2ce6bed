/** Where a template may contain a value of a catalogue, and in which form. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { isHarmless, mayHold, toPart } from '../../src/chunks/slots/sanitize-template';

beforeEach(() => {
  vi.stubGlobal('location', { href: 'https://shop.example/list/' });
  return () => vi.unstubAllGlobals();
});

describe('attributes by name', () => {
  test.each([
    ...['id', 'class', 'title', 'alt', 'name', 'value', 'label', 'placeholder', 'for', 'width', 'height'],
    ...['datetime', 'min', 'max', 'style', 'aria-label', 'aria-describedby'],
    ...['href', 'src', 'srcset', 'poster', 'action', 'formaction', 'xlink:href'],
    ...[
      'data-sku',
      'data-price',
      'data-personalize-item-id',
      'data-cart-id-param',
      'data-id-2',
      'data-textual',
    ],
  ])('%s may contain a value', (name) => {
    expect(mayHold(name)).toBe(true);
  });

  test.each([
    ...[
      'onclick',
      'onpointerdown',
      'onanythingnew',
      'srcdoc',
      'is',
      'slot',
      'http-equiv',
      'content',
      'to',
      'values',
    ],
    ...[
      'x-on:click',
      '@click',
      '@click.prevent',
      ':class',
      ':key',
      'x-data',
      'x-text',
      'x-html',
      'x-init',
      'x-if',
    ],
    ...['v-on:click', 'v-html', 'v-bind:title', 'v-if', '#default', 'v-slot:item', '.innerhtml', '?hidden'],
    ...[
      'ng-click',
      'ng-init',
      'ng-bind-html',
      'ng:click',
      'x-ng-click',
      '[innerhtml]',
      '(click)',
      '[(ngmodel)]',
    ],
    ...['*ngif', 'on-click', 'bind-title', 'bindon-x', '#ref', 'i18n-title', 'title.bind', 'click.trigger'],
    ...[
      'aria-label.bind',
      'aria-label:x',
      'aria-[x]',
      'data-id.bind',
      'data-x.trigger',
      'data-[x]',
      'data-a:b',
    ],
    ...[
      'hx-on',
      'hx-on:click',
      'hx-get',
      'hx-vals',
      'wire:click',
      'wire:model',
      'jsaction',
      'jsname',
      '_',
      'script',
    ],
    ...[
      'bind:value',
      'on:click',
      'use:action',
      'class:active',
      'phx-click',
      'up-on-opened',
      'mv-value',
      'rv-on-click',
    ],
    ...[
      'uk-toggle',
      'dojo-type',
      'ui-sref',
      'amp-bind',
      '[text]',
      'onclick$',
      'href$',
      'src$',
      'i-amphtml',
      'text',
    ],
    ...[
      'data-on-click',
      'data-on:click',
      'data-onclick',
      'data-action',
      'data-controller',
      'data-bind',
      'data-text',
    ],
    ...[
      'data-show',
      'data-signals',
      'data-signals-a',
      'data-class',
      'data-attr-title',
      'data-computed-x',
      'data-style',
    ],
    ...[
      'data-effect',
      'data-init',
      'data-ng-click',
      'data-ng-init',
      'data-x-on',
      'data-x',
      'data-v-on',
      'data-hx-on',
    ],
    ...['data-hx-get', 'data-wp-on--click', 'data-script', 'data-turbo-stream', 'data-dojo-props'],
    ...['data-options', 'data-ui-sref', 'data-ajax-success', 'DATA-SKU', 'HREF', 'hrefx', 'xhref'],
  ])('%s may not contain a value', (name) => {
    expect(mayHold(name)).toBe(false);
  });
});

/** Joins the parts of a text like the template does. */
const put = (name: string, [first = '', ...rest]: readonly string[], ...values: string[]): string =>
  rest.reduce((text, own, at) => {
    const after = at + 1 < rest.length && !own ? '{itemId}' : own;
    return text + toPart(name, values[at] ?? values[0] ?? '', text, after) + own;
  }, first);
const fits = (name: string, own: readonly string[], value: string): string | false => {
  try {
    const text = put(name, own, value);
    return isHarmless(name, text) && text;
  } catch {
    return false;
  }
};

test('a value at the start must be a web address, and a later value is one encoded part of it', () => {
  for (const name of ['href', 'src', 'poster', 'action', 'formaction', 'xlink:href']) {
    for (const good of [
      'https://a.example/b?c=d',
      'http://a.example',
      '/p/1',
      'p',
      '?a=b',
      '#c',
      '//b.example/x',
    ])
      expect(fits(name, ['', ''], good), `${name} ${good}`).toBe(good);
    for (const bad of [
      ...[
        'javascript:x()',
        'JAVASCRIPT:x()',
        ' java\tscript:x()',
        '\u0001javascript:x()',
        'vbscript:x',
        'mailto:a@b',
      ],
      ...[
        'data:text/html,x',
        'blob:https://a.example/1',
        'file:///etc',
        'filesystem:x',
        'ftp://a',
        'http://[',
        'x:y',
      ],
    ])
      expect(fits(name, ['', ''], bad), `${name} ${bad}`).toBe(false);
    expect(fits(name, ['/p/', '?q=', '#', ''], 'a/b?c&d#e "\'<ü')).toBe(
      `/p/${encodeURIComponent('a/b?c&d#e "\'<ü')}?q=${encodeURIComponent('a/b?c&d#e "\'<ü')}#${encodeURIComponent('a/b?c&d#e "\'<ü')}`,
    );
    expect(fits(name, ['java', 'script:x'], ''), 'a scheme around a value').toBe(false);
    expect(fits(name, ['', ':x()'], 'javascript'), 'a scheme that begins in a value').toBe(false);
  }
  expect(fits('srcset', ['', ' 2x, ', ' 1x'], '/a b,c.jpg')).toBe('/a%20b%2Cc.jpg 2x, /a%20b%2Cc.jpg 1x');
  expect(fits('srcset', ['/s.jpg 1x, ', ' 2x'], 'javascript:x')).toBe(false);
});

test('half a surrogate pair is refused in an address', () => {
  for (const half of ['\ud83d', 'a\ud83db', '\udc00']) {
    expect(fits('href', ['/p/', ''], half)).toBe(false);
    expect(fits('srcset', ['/p/', ' 2x'], half)).toBe(false);
    expect(fits('title', ['', ''], half)).toBe(half);
  }
  expect(fits('href', ['/p/', ''], '😀')).toBe('/p/%F0%9F%98%80');
});

test('a style has one value, a class no expression, and data-* neither markup nor code', () => {
  expect(fits('style', ['width: ', '%'], '40')).toBe('width: 40%');
  for (const bad of ['1; background: url(x)', 'url(x)', 'expression(x)', '"', '\\75rl'])
    expect(fits('style', ['width: ', ''], bad), bad).toBe(false);
  expect(fits('class', ['card md:flex of-', ''], 'garden-chairs new')).toBe(
    'card md:flex of-garden-chairs new',
  );
  for (const bad of ['ng-init:x()', 'x()', 'a=b']) expect(fits('class', ['', ''], bad), bad).toBe(false);
  for (const good of ['Lamp (white), 2 < 3 & more', 'sku:7', 'a"b onclick=x', '{a}'])
    expect(fits('data-title', ['', ''], good), good).toBe(good);
  for (const bad of [
    'javascript:x()',
    'data:text/html,x',
    'a <b>',
    '<img src=x onerror=x()>',
    '</script>',
    '<!--',
  ])
    expect(fits('data-title', ['', ''], bad), bad).toBe(false);
});

test.each([
  '',
  'title',
  'alt',
  'value',
  'class',
  'data-title',
  'aria-label',
  'style',
  'href',
  'data-personalize-item-id',
])('no expression of a framework starts in "%s"', (name) => {
  for (const bad of ['{{x()}}', 'a {{x', '[[x()]]', `$${'{x()}'}`, '#{x}', '@{x}', '<%= x %>', '{% x %}'])
    expect(() => put(name, ['', ''], bad), bad).toThrow();
});

test.each(['', 'title', 'class', 'data-title', 'data-personalize-item-id'])(
  'no expression of a framework is formed with the text beside a value in "%s"',
  (name) => {
    for (const [own, ...values] of [
      [['{', ''], '{x}}'],
      [['$', ''], '{x}'],
      [['a [', ''], '[x]'],
      [['<', ''], '% x'],
      [['', '{x}'], 'a{'],
      [['', '{x}}'], '$'],
      [['', '', ''], '{', '{x}}'],
      [['{', '', ''], '', '{x}}'],
      [['[', '', ''], '', '[x]]'],
      [['<', '', ''], '', '% x %>'],
    ] as [string[], ...string[]][]) {
      expect(() => put(name, own, ...values), `${own} ${values}`).toThrow();
    }
  },
);

test('single braces, brackets and dollars are plain text', () => {
  for (const good of ['{itemId}', 'a [b] c', '$5', 'C# and {more}', '100 %', 'a } } b'])
    expect(fits('title', ['', ' end'], good), good).toBe(`${good} end`);
  expect(fits('', ['$', ''], '39.90')).toBe('$39.90');
});
