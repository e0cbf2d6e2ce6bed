/**
 * Decides where a template may contain values of the catalogue, and in which form. Many people write these values, so
 * they are never used as HTML or code: no markup, no script or style, no event handler, no address except http and
 * https, no expression of a framework.
 *
 * Attributes are allowed by name. Frameworks execute attributes of many names (`x-on:click`, `@click`, `hx-on`,
 * `jsaction`, `_`) and add new ones, so a list of forbidden names would never be complete. Only for `data-*`, whose
 * names belong to the page, the executed names are listed.
 */

import { native } from '../../browser/native';

/** Elements whose text is code, or that load code. */
const CODE = 'script,style,link,base,embed';
const ADDRESS = /^((xlink:)?href|src(set)?|(form)?action|poster)$/;
/** Attributes for words and numbers. The empty name stands for text. */
const WORDS =
  /^(id|class|style|title|alt|name|value|label|placeholder|for|width|height|datetime|min|max|aria-[a-z]+)?$/;
/** Excludes what Stimulus, Knockout, Datastar, AngularJS, htmx, Alpine, Dojo and similar libraries execute. */
const DATA =
  /^data-(?!on|(action|ajax|attr|bind|class|computed|controller|dojo|effect|hx|init|ng|options|script|show|signals|style|text|turbo|ui|v|wp|x)\b)[\w-]+$/;
/** Excludes characters that could end a declaration and start another one. */
const PLAIN_STYLE = /^[\w\s.,:/%#?=&+~@!-]*$/;
/** Starts an expression if Vue, AngularJS, Polymer, Aurelia, lodash or a similar library compiles the page. */
const EXPRESSION = /\{[{%]|\[\[|[$#@]\{|<%/;

export const isCode = (node: Element | DocumentFragment): boolean | undefined =>
  native(node as Element, 'matches', CODE);

/** Whether an attribute may contain a value of the catalogue. */
export const mayHold = (name: string): boolean => WORDS.test(name) || ADDRESS.test(name) || DATA.test(name);

/** Makes a value safe between the text `before` it and the character `next` after it. Throws if it cannot be safe. */
export function toPart(name: string, value: string, before: string, next = ''): string {
  let part = value;
  if (ADDRESS.test(name)) {
    const isSet = name === 'srcset';
    // At the start the value is a whole address, later a part of one. A lone surrogate cannot be encoded and throws.
    if (!(isSet ? /(^|,)\s*$/ : /^\s*$/).test(before)) part = encodeURIComponent(value);
    else if (!isWeb(value)) throw name;
    else if (isSet) part = value.trim().replace(/[\s,]/g, encodeURIComponent);
  }
  // An expression may start with the character next to the value. AngularJS reads directives in classes, with an
  // expression after a colon.
  if (EXPRESSION.test(before.slice(-1) + part + next) || (name === 'class' && /[:(=]/.test(part))) throw name;
  return part;
}

/** Whether the complete text of an attribute, with its values filled in, is safe. */
export const isHarmless = (name: string, text: string): boolean =>
  name === 'style'
    ? PLAIN_STYLE.test(text)
    : ADDRESS.test(name)
      ? // `toPart` has checked each address of a set.
        name === 'srcset' || isWeb(text)
      : // A script of the page may copy it into an address or into HTML.
        !DATA.test(name) || !(/script:|data:/.test(schemeOf(text)) || /<[a-z!?/]/i.test(text));

/** A relative address has the scheme of the page. */
const isWeb = (address: string): boolean => ['https:', 'http:', schemeOf('')].includes(schemeOf(address));

/**
 * Reads the scheme as the browser does, with all characters that it ignores in an address. Only the scheme matters, so
 * the address of the page can be the base. `location` is used since an image named `baseURI` hides `document.baseURI`,
 * but nothing can hide `location`.
 */
function schemeOf(address: string): string {
  try {
    return new URL(address, location.href).protocol;
  } catch {
    return 'none';
  }
}
