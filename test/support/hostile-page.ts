/** Pages whose markup takes the names of members: those of a form by its controls, those of document and window by elements. */
import type { Point } from './engines/tab';
import type { Site } from './site';
import type { Visitor } from './visitor';

const SCRIPT = `<script async src="/dist/personalize.min.js"
  data-tracking-id="20000000-0000-4000-8000-000000000001"
  data-identity-pool-id="us-east-1:10000000-0000-4000-8000-000000000001"
  data-endpoint="__AWS__" data-bot-filter="false"></script>`;

/** What a form says of the item it is. */
const FIELDS =
  'data-personalize-list="shelf" data-personalize-recommendation-id="rec" data-personalize-prop-colour="red"';

export const control = (name: string): string => `<input type="hidden" name="${name}">`;

/** An item that is a form, with a control for each name, and a button to click unless told otherwise. */
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

/** A script that makes a class of a custom element whose members of these names are the page's own, as Lit's properties are. */
export const hostileClass = (tag: string, names: readonly string[]): string => `<script>{
  class Hostile extends HTMLElement {}
  const get = () => "the page's own";
  for (const name of ${JSON.stringify(names)})
    if (name in HTMLElement.prototype) Object.defineProperty(Hostile.prototype, name, { get });
  customElements.define('${tag}', Hostile);
}</script>`;

/** Answers `/hostile.html` with `markup`, which comes before the tag. */
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

/** Where each button is, by its item. Asks the prototypes, since the page's own names are taken. */
export const placesOf = (visitor: Visitor): Promise<Record<string, Point>> =>
  visitor.evaluate(() =>
    Object.fromEntries(
      [...Document.prototype.querySelectorAll.call(document, 'button')].map((button) => {
        const { x, y, width, height } = button.getBoundingClientRect();
        return [button.getAttribute('data-item'), { x: x + width / 2, y: y + height / 2 }];
      }),
    ),
  );
