/**
 * Shortens the names of properties that only our own code uses: 1.6 % of the tag. The tag and its chunks pass objects
 * to each other, so a name is shortened in all bundles, and to the same short name: short-names.json lists both.
 *
 * A name of the list is neither public nor stored, and neither sent nor defined by a browser. A bundle that breaks a
 * rule that can be checked is not built.
 *
 * The short names were chosen by trial: which of them belong together changes what gzip saves by 60 bytes.
 *
 * A cached tag can load chunks of a newer release, as long as src/core/protocol.ts has the same number. So a short name
 * belongs to its name forever: remove or add lines, and increase the protocol number before a short name changes.
 */

import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** @type {Record<string, string>} */
const SHORT = JSON.parse(readFileSync(new URL('short-names.json', import.meta.url), 'utf8'));
const LONG = Object.keys(SHORT);

/** UglifyJS changes this object, so each bundle gets its own. */
export const toShortNames = () => ({
  regex: new RegExp(`^(${LONG.join('|')})$`),
  cache: { props: Object.fromEntries(LONG.map((name) => [`$${name}`, SHORT[name]])) },
});

/**
 * Checks the modules of a bundle before its names are shortened.
 *
 * @param {Record<string, { code: string | null }>} modules
 */
export function checkModules(modules) {
  const short = Object.values(SHORT);
  if (new Set(short).size < short.length) fail('two names have the same short name');
  for (const [id, { code }] of Object.entries(modules)) {
    const { properties, texts } = namesIn(code ?? '');
    if (id.includes('node_modules')) {
      for (const name of LONG) if (properties.has(name)) fail(`${name} is a property in ${id}`);
    } else {
      for (const name of short) if (properties.has(name)) fail(`${name} is a property in ${id}`);
      // A property of that name can be read as `object[text]`, which is not shortened.
      for (const name of LONG) if (texts.has(name)) fail(`${name} is a text in ${id}`);
    }
  }
}

/**
 * Checks that code has none of the names. UglifyJS does not shorten names that browsers define.
 *
 * @param {string} code a bundle or the public types
 */
export function checkNoLongName(code) {
  const { properties } = namesIn(code);
  for (const name of LONG) if (properties.has(name)) fail(`${name} is public, or defined by browsers`);
}

/** @param {string} problem */
const fail = (problem) => {
  throw new Error(`build/short-names.json: ${problem}`);
};

/** @param {string} code */
function namesIn(code) {
  const [properties, texts] = [new Set(), new Set()];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isStringLiteralLike(node)) texts.add(node.text);
    else if (ts.isIdentifier(node) && isProperty(node)) properties.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('bundle.ts', code, ts.ScriptTarget.ESNext, true));
  return { properties, texts };
}

/** @param {ts.Identifier} node */
function isProperty(node) {
  const { parent } = node;
  // `{ name: variable }` or `{ name }` of a pattern.
  if (ts.isBindingElement(parent))
    return ts.isObjectBindingPattern(parent.parent) && (parent.propertyName ?? parent.name) === node;
  const isMember =
    ts.isPropertyAccessExpression(parent) || ts.isObjectLiteralElement(parent) || ts.isTypeElement(parent);
  return isMember && parent.name === node;
}
