/** A copy of a template with an item's words in its text and attributes. */

import type { PredictedItem } from '../recommendations';
import { isCode, isHarmless, toPart } from './harmless';

const PLACE = /\{(itemId|score|promotionName|reason|recommendationId|metadata\.\w+)\}/g;

type Say = (message: string) => void;
type Values = PredictedItem & { recommendationId: string };

/** The columns that a template speaks of. */
export const columnsOf = (template: HTMLTemplateElement): string[] => [
  ...new Set(Array.from(template.innerHTML.matchAll(/\{metadata\.(\w+)\}/g), ([, name = '']) => name)),
];

export function fill(
  template: HTMLTemplateElement,
  values: Values,
  prefix: string,
  say: Say,
): DocumentFragment {
  // Still in the template's own document, where no picture is fetched before it has its address.
  const copy = template.content.cloneNode(true) as DocumentFragment;
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) {
      for (const attribute of [...node.attributes]) fillAttribute(node, attribute, values, prefix, say);
    } else if ((node as Text).data.search(PLACE) >= 0) {
      if (isCode(node.parentElement))
        say(`template: nothing is written into <${node.parentElement?.localName}>`);
      else (node as Text).data = (node as Text).data.replace(PLACE, (_, name) => wordOf(values, name, say));
    }
  }
  return copy;
}

function fillAttribute(
  element: Element,
  { name: given, value }: Attr,
  values: Values,
  prefix: string,
  say: Say,
): void {
  if (value.search(PLACE) < 0) return;
  element.removeAttribute(given);
  // Firefox fetches ahead what stands in a src, also within a template: 'data-personalize-src' is a src to be.
  const name = given.replace(new RegExp(`^${prefix}-(?=(src|srcset|poster)$)`), '');
  let possible = !isCode(element);
  const filled = value.replace(PLACE, (_, place: string, at: number) => {
    const part = toPart(name, wordOf(values, place, say), value.slice(0, at));
    possible &&= part !== undefined;
    return part ?? '';
  });
  if (possible && isHarmless(name, filled)) return element.setAttribute(name, filled);
  say(`template: ${name}="${value}" of item "${values.itemId}" could run as code: left out`);
}

function wordOf(values: Values, place: string, say: Say): string {
  const [own = '', column] = place.split('.');
  if (!column) return `${values[own as 'itemId'] ?? ''}`;
  const plain = (each: string) => each.replace(/_/g, '').toLowerCase();
  // CATEGORY_L1 of the schema is categoryL1 elsewhere.
  const found = Object.entries(values.metadata ?? {}).find(([name]) => plain(name) === plain(column));
  if (!found) say(`template: item "${values.itemId}" has no {${place}}`);
  return found?.[1] ?? '';
}
