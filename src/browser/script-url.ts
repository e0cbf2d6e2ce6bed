/** The script element that is running us. Only the first, synchronous run of a classic script can ask. */

import { native } from './native';

const script = native(document, 'currentScript');
/** An SVG's script has no `src`. */
export const ownScript = script instanceof HTMLScriptElement ? script : null;
