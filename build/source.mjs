/**
 * How rollup reads our source: TypeScript to JavaScript, one module at a time and without its types, which
 * `npm run check` checks once for all bundles. `@rollup/plugin-typescript` makes a program for each bundle: 20 of the
 * 37 seconds that the build took.
 */

import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import ts from 'typescript';

/** @returns {import('rollup').Plugin[]} */
export const source = () => [
  transpile(),
  nodeResolve({ browser: true, extensions: ['.mjs', '.js', '.json', '.ts'] }),
];

const root = fileURLToPath(new URL('../', import.meta.url));
const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
const { options: compilerOptions } = ts.convertCompilerOptionsFromJson(
  { ...config.compilerOptions, noEmit: false, sourceMap: true },
  root,
);

/** @returns {import('rollup').Plugin} */
const transpile = () => ({
  name: 'transpile',
  transform(code, fileName) {
    if (!fileName.endsWith('.ts')) return null;
    const { outputText, sourceMapText } = ts.transpileModule(code, { compilerOptions, fileName });
    return {
      code: outputText.replace(/\/\/# sourceMappingURL=.*$/, ''),
      map: JSON.parse(sourceMapText ?? '{}'),
    };
  },
});
