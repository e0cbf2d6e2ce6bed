/**
 * Pages whose markup shadows members (DOM clobbering): of a form by its controls, of document and window by elements.
 */
import type { Point } from './engines/tab';
import type { Site } from './site';
import type { Visitor } from './visitor';

const SCRIPT = `<script async src="/dist/personalize.min.js"
  data-tracking-id="20000000-0000-4000-8000-000000000001"
  data-identity-pool-id="us-east-1:10000000-0000-4000-8000-000000000001"
  data-endpoint="__AWS__" data-bot-filter="false"></script>`;

/** The item attributes of a form. */
const FIELDS =
  'data-personalize-list="shelf" data-personalize-recommendation-id="rec" data-personalize-prop-colour="red"';

export const control = (name: string): string => `<input type="hidden" name="${name}">`;

/** A form that is an item, with a control for each name, and a button to click by default. */
export const hostileForm = (
  itemId: string,
  names: readonly string[],
  {
    on = 'click view',
    inside = `<button type="button" data-item="${itemId}"></button>`,
    attributes = '',
  } = {},
): string =>
  `<form data-personalize-item-id="${itemId}" data-personalize-on="${on}" ${FIELDS} ${attributes}>${names
    .map(control)
    .join('')}${inside}</form>`;

export const hostileElement = (tag: string, name: string): string =>
  `<${tag} name="${name}" id="${name}"></${tag}>`;

/**
 * A script that defines a custom element whose class has its own members with these names, like the properties of Lit.
 */
export const hostileClass = (tag: string, names: readonly string[]): string => `<script>{
  class Hostile extends HTMLElement {}
  const get = () => "the page's own";
  for (const name of ${JSON.stringify(names)})
    if (name in HTMLElement.prototype) Object.defineProperty(Hostile.prototype, name, { get });
  customElements.define('${tag}', Hostile);
}</script>`;

/** Serves `/hostile.html` with `markup` before the tag. */
export const serveHostile = (site: Site, awsUrl: string, markup: string): void =>
  site.route('/hostile.html', (_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Hostile</title><style>
      body { margin: 0; font-size: 0; }
      form, x-hostile { display: inline-block; margin: 0; } form[name] { display: none; }
      button, [type=checkbox] { width: 24px; height: 24px; margin: 0; padding: 0; }
      hr { margin: 0; border: 0; height: 40px; }
      body > :is(img, iframe, object, embed, a) { position: absolute; width: 0; height: 0; border: 0; }
    </style></head><body>${markup}${SCRIPT.replace('__AWS__', awsUrl)}</body></html>`);
  });

/** The position of each button, by item id. Uses the prototypes, since the page shadows the members. */
export const placesOf = (visitor: Visitor): Promise<Record<string, Point>> =>
  visitor.evaluate(() =>
    Object.fromEntries(
      [...Document.prototype.querySelectorAll.call(document, 'button')].map((button) => {
        const { x, y, width, height } = button.getBoundingClientRect();
        return [button.getAttribute('data-item'), { x: x + width / 2, y: y + height / 2 }];
      }),
    ),
  );
