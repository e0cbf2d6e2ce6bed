/**
 * Names of properties that only the tag's own modules use. They are shortened like names of variables, which saves 0.8 %
 * of the tag. A name is neither public nor stored, and no chunk uses it: a chunk with one of them is not built.
 */

const NAMES =
  'clearMemory credit generation hasRefused importChunk isLate isOff isPending isReplaced isStarted journal leaving lists onChosen onFailure onStored recall trigger withPage withTag withdraw';

const PRIVATE = NAMES.replaceAll(' ', '|');

export const privateNames = new RegExp(`^(${PRIVATE})$`);

/**
 * Throws if the code of a chunk uses one of the names.
 *
 * @param {string} code
 */
export function assertNoPrivateName(code) {
  const found = new RegExp(`(?:\\.|[{,])(${PRIVATE})\\b`).exec(code);
  if (found)
    throw new Error(`${found[1]} is a private name of the tag: remove it from build/private-names.mjs`);
}
