/** A copy of a template with an item's values in its text and attributes. */

import { native, toArray } from '../../browser/native';
import type { PredictedItem } from '../../recommendations/recommendations';
import { isCode, isHarmless, mayHold, toPart } from './sanitize-template';

/** What stands in double braces is another library's expression, and stays as it is. */
const PLACE = /\{\{.*?\}\}|\{(metadata\.(\w+)|itemId|score|promotionName|reason|recommendationId)\}/gs;

type Say = (message: string) => void;
type Values = PredictedItem & { recommendationId: string };

/** The places in a text, each with its name and its column. */
export const placesIn = (text: string): RegExpMatchArray[] =>
  [...text.matchAll(PLACE)].filter(([, name]) => name);

export function fill(
  template: HTMLTemplateElement,
  values: Values,
  prefix: string,
  warn: Say,
): DocumentFragment {
  // Still in the template's own document, where no picture is fetched before it has its address.
  const copy = template.content.cloneNode(true) as DocumentFragment;
  for (const node of [copy, ...toArray(copy.querySelectorAll('*'))]) {
    for (const attribute of toArray(native(node as Element, 'attributes') ?? []))
      fillAttribute(node as Element, attribute);
    for (const text of toArray(native(node as Node, 'childNodes'))) {
      // In a script the page's own text stays.
      if (text instanceof Text) text.data = toText(node, '', text.data) ?? (isCode(node) ? text.data : '');
    }
  }
  return copy;

  function fillAttribute(element: Element, attribute: Attr): void {
    // Firefox fetches ahead what stands in a src, also within a template: 'data-personalize-src' is a src to be.
    const name = attribute.name.replace(`${prefix}-src`, 'src').replace(`${prefix}-poster`, 'poster');
    const filled = toText(element, name, attribute.value);
    if (filled === attribute.value) return;
    // In place, where xlink:href keeps its namespace.
    if (filled !== undefined && name === attribute.name) attribute.value = filled;
    else {
      native(element, 'removeAttributeNode', attribute);
      if (filled !== undefined) native(element, 'setAttribute', name, filled);
    }
  }

  /** What a text, or an attribute of this name, becomes; `undefined` where a value cannot be in it. */
  function toText(node: Element | DocumentFragment, name: string, own: string): string | undefined {
    if (!placesIn(own)[0]) return own;
    /** What is filled already, and where it ends in the page's own. */
    let before = '';
    let end = 0;
    try {
      const filled = own.replace(PLACE, (all, destination, column, at) => {
        before += own.slice(end, at);
        end = at + all.length;
        const part = destination ? toPart(name, toWord(destination, column), before, own[end]) : all;
        before += part;
        return part;
      });
      if (!isCode(node) && (name.startsWith(`${prefix}-`) || (mayHold(name) && isHarmless(name, filled))))
        return filled;
    } catch {
      // A value that cannot stand there.
    }
    warn(
      `template: ${name || (node as Element).localName} of item "${values.itemId}": unsafe value left out`,
    );
    return undefined;
  }

  function toWord(destination: string, column: string | undefined): string {
    if (!column) return `${values[destination as 'itemId'] ?? ''}`;
    const plain = (each: string) => each.replace(/_/g, '').toLowerCase();
    // CATEGORY_L1 of the schema is categoryL1 elsewhere.
    const found = Object.entries(values.metadata ?? {}).find(([each]) => plain(each) === plain(column));
    if (!found) warn(`template: item "${values.itemId}" has no {${destination}}`);
    return `${found?.[1] ?? ''}`;
  }
}
