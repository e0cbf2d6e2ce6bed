/** Runs one step of the test run. Prints how long it took, and its output if it failed. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const bin = fileURLToPath(new URL('../../../node_modules/.bin/', import.meta.url));
const stepTimeoutMs = 5 * 60_000;

/**
 * @param {string} name
 * @param {[tool: string, ...args: string[]]} command `node`, or a command of node_modules/.bin
 */
export const runStep = async (name, [tool, ...args]) => {
  const began = Date.now();
  const { code, output } = await capture(tool === 'node' ? process.execPath : bin + tool, args);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (code !== 0) console.log(output);
  return code === 0;
};

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Promise<{ code: number | null, output: string }>} never rejects
 */
export const capture = (command, args, environment = process.env) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const timer = setTimeout(() => {
      output += `\nkilled after ${stepTimeoutMs / 60_000} minutes`;
      child.kill('SIGKILL');
    }, stepTimeoutMs);
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.once('error', (error) => {
      output += error.message;
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, output });
    });
  });
