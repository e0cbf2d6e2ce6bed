/**
 * The script element that loaded the tag. It is available only during the first, synchronous run of a classic script.
 */

import { native } from './native';

const script = native(document, 'currentScript');
/** Excludes a script element in an SVG, which has no `src`. */
export const ownScript = script instanceof HTMLScriptElement ? script : null;
