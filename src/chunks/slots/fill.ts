/** Copies a template, with the values of an item filled into its text and attributes. */

import { native, toArray } from '../../browser/native';
import type { PredictedItem } from '../../recommendations/recommendations';
import { isCode, isHarmless, mayHold, toPart } from './sanitize-template';

/** An expression in double braces belongs to another library and stays unchanged. */
const PLACE = /\{\{.*?\}\}|\{(metadata\.(\w+)|itemId|score|promotionName|reason|recommendationId)\}/gs;

type Warn = (message: string) => void;
type Values = PredictedItem & { recommendationId: string };

/** The placeholders in a text, each with its name and its metadata column. */
export const placesIn = (text: string): RegExpMatchArray[] =>
  [...text.matchAll(PLACE)].filter(([, name]) => name);

export function fill(
  template: HTMLTemplateElement,
  values: Values,
  prefix: string,
  warn: Warn,
): DocumentFragment {
  // The copy stays in the template's own document, where no image is loaded before its address is filled in.
  const copy = template.content.cloneNode(true) as DocumentFragment;
  for (const node of [copy, ...toArray(copy.querySelectorAll('*'))]) {
    for (const attribute of toArray(native(node as Element, 'attributes') ?? []))
      fillAttribute(node as Element, attribute);
    for (const text of toArray(native(node as Node, 'childNodes'))) {
      // In a script or a style the page's own text stays unchanged.
      if (text instanceof Text) text.data = toText(node, '', text.data) ?? (isCode(node) ? text.data : '');
    }
  }
  return copy;

  function fillAttribute(element: Element, attribute: Attr): void {
    // Firefox prefetches the address in a src even inside a template, so 'data-personalize-src' becomes src here.
    const name = attribute.name.replace(`${prefix}-src`, 'src').replace(`${prefix}-poster`, 'poster');
    const filled = toText(element, name, attribute.value);
    if (filled === attribute.value) return;
    // Changed in place, so that xlink:href keeps its namespace.
    if (filled !== undefined && name === attribute.name) attribute.value = filled;
    else {
      native(element, 'removeAttributeNode', attribute);
      if (filled !== undefined) native(element, 'setAttribute', name, filled);
    }
  }

  /** Fills a text, or an attribute of this name. `undefined` if it must not contain the value. */
  function toText(node: Element | DocumentFragment, name: string, own: string): string | undefined {
    if (!placesIn(own)[0]) return own;
    /** The text that is filled so far, and the position in `own` up to which it is filled. */
    let before = '';
    let end = 0;
    try {
      const filled = own.replace(PLACE, (all, place, column, at) => {
        before += own.slice(end, at);
        end = at + all.length;
        const part = place ? toPart(name, toWord(values, warn, place, column), before, own[end]) : all;
        before += part;
        return part;
      });
      if (!isCode(node) && (name.startsWith(`${prefix}-`) || (mayHold(name) && isHarmless(name, filled))))
        return filled;
    } catch {
      // The value is not safe at this position.
    }
    warn(
      `template: ${name || (node as Element).localName} of item "${values.itemId}": unsafe value left out`,
    );
    return undefined;
  }
}

/** The value for a placeholder, which names a member of the item or a column of its metadata. */
function toWord(values: Values, warn: Warn, place: string, column: string | undefined): string {
  if (!column) return `${values[place as 'itemId'] ?? ''}`;
  const plain = (each: string) => each.replace(/_/g, '').toLowerCase();
  // A column CATEGORY_L1 of the schema may be written categoryL1 elsewhere.
  const found = Object.entries(values.metadata ?? {}).find(([each]) => plain(each) === plain(column));
  if (!found) warn(`template: item "${values.itemId}" has no {${place}}`);
  return `${found?.[1] ?? ''}`;
}
