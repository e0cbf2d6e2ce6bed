/**
 * Where words from a catalogue may stand, and how. It was written by many hands, so they are never HTML and never code:
 * no markup, no script or style, no event handler, no address but the web's.
 */

/** Elements whose text or attributes are code, or say where code comes from. */
const CODE = 'script,style,link,base,meta,object,embed,set,animate,animateTransform,animateMotion';
const ADDRESS = /^(href|src|srcset|action|formaction|poster|data|cite|background|ping|xlink:href)$/;
/** Code and HTML in an attribute. */
const NEVER = /^(on.*|srcdoc)$/;
/** Nothing that could end a declaration and begin another. */
const PLAIN_STYLE = /^[\w\s.,:/%#?=&+~@!-]*$/;

export const isCode = (element: Element | null): boolean => !!element?.matches(CODE);

/** A word in the value of an attribute, as it can stand behind what is `before` it; `undefined` where it cannot. */
export function toPart(attribute: string, word: string, before: string): string | undefined {
  if (!ADDRESS.test(attribute)) return word;
  const isSet = attribute === 'srcset';
  // At the start stands an address, further on a part of one.
  if (!(isSet ? /(^|,)\s*$/ : /^\s*$/).test(before)) return encodeURIComponent(word);
  if (!isWeb(word)) return undefined;
  return isSet ? word.trim().replace(/[\s,]/g, encodeURIComponent) : word;
}

/** The whole value of an attribute, with its words. */
export function isHarmless(attribute: string, value: string): boolean {
  if (NEVER.test(attribute)) return false;
  if (attribute === 'style') return PLAIN_STYLE.test(value);
  if (attribute === 'srcset') return true;
  return ADDRESS.test(attribute) ? isWeb(value) : schemeOf(value) !== 'javascript:';
}

/** Relative ones have the scheme of the page. */
const isWeb = (address: string): boolean =>
  ['https:', 'http:', schemeOf('')].includes(schemeOf(address) ?? 'none');

/** As the browser will read it, with all that it overlooks in an address. */
function schemeOf(address: string): string | undefined {
  try {
    return new URL(address, document.baseURI).protocol;
  } catch {
    return undefined;
  }
}
