/**
 * Where values of a catalogue may stand, and how. Many people write them, so they are never HTML and never code: no
 * markup, no script or style, no event handler, no address but the web's, no expression of a framework.
 *
 * Attributes are allowed by name. Frameworks execute attributes of ever new names (`x-on:click`, `@click`, `hx-on`,
 * `jsaction`, `_`), so a list of forbidden names would never be complete. Only for `data-*`, whose names belong to the
 * page, the executed ones are listed.
 */

import { native } from '../../browser/native';

/** Elements whose text is code, or which load code. */
const CODE = 'script,style,link,base,embed';
const ADDRESS = /^((xlink:)?href|src(set)?|(form)?action|poster)$/;
/** Words and numbers; the empty name stands for text. */
const WORDS =
  /^(id|class|style|title|alt|name|value|label|placeholder|for|width|height|datetime|min|max|aria-[a-z]+)?$/;
/** Without what Stimulus, Knockout, Datastar, AngularJS, htmx, Alpine, Dojo and the like execute. */
const DATA =
  /^data-(?!on|(action|ajax|attr|bind|class|computed|controller|dojo|effect|hx|init|ng|options|script|show|signals|style|text|turbo|ui|v|wp|x)\b)[\w-]+$/;
/** Nothing that could end a declaration and begin another. */
const PLAIN_STYLE = /^[\w\s.,:/%#?=&+~@!-]*$/;
/** Begins an expression where the page is compiled by Vue, AngularJS, Polymer, Aurelia, lodash and the like. */
const EXPRESSION = /\{[{%]|\[\[|[$#@]\{|<%/;

export const isCode = (node: Element | DocumentFragment): boolean | undefined =>
  native(node as Element, 'matches', CODE);

/** Whether an attribute may have a value in it at all. */
export const mayHold = (name: string): boolean => WORDS.test(name) || ADDRESS.test(name) || DATA.test(name);

/** A value as it can stand behind what is `before` it, and in front of the character `next`. Throws where it cannot. */
export function toPart(name: string, value: string, before: string, next = ''): string {
  let part = value;
  if (ADDRESS.test(name)) {
    const isSet = name === 'srcset';
    // At the start stands an address, further on a part of one. Half a surrogate pair cannot be encoded, and throws.
    if (!(isSet ? /(^|,)\s*$/ : /^\s*$/).test(before)) part = encodeURIComponent(value);
    else if (!isWeb(value)) throw name;
    else if (isSet) part = value.trim().replace(/[\s,]/g, encodeURIComponent);
  }
  // An expression may begin beside it. AngularJS has directives in classes, with an expression behind a colon.
  if (EXPRESSION.test(before.slice(-1) + part + next) || (name === 'class' && /[:(=]/.test(part))) throw name;
  return part;
}

/** The whole of an attribute that may hold values, with its values. */
export const isHarmless = (name: string, text: string): boolean =>
  name === 'style'
    ? PLAIN_STYLE.test(text)
    : ADDRESS.test(name)
      ? // Each address in a set has been looked at.
        name === 'srcset' || isWeb(text)
      : // A script of the page may copy it into an address or into HTML.
        !DATA.test(name) || !(/script:|data:/.test(schemeOf(text)) || /<[a-z!?/]/i.test(text));

/** Relative ones have the scheme of the page. */
const isWeb = (address: string): boolean => ['https:', 'http:', schemeOf('')].includes(schemeOf(address));

/**
 * As the browser will read it, with all that it overlooks in an address. Only the scheme counts, so the page's own address
 * will do as the base: an image may be named `baseURI`, and nothing can take `location`.
 */
function schemeOf(address: string): string {
  try {
    return new URL(address, location.href).protocol;
  } catch {
    return 'none';
  }
}
