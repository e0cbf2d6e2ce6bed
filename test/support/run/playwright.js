/** Runs Playwright Test in this terminal, in a way that can be stopped: its reporters have the last word. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../../node_modules/@playwright/test/cli.js', import.meta.url));

/**
 * @param {object} run
 * @param {URL} run.config
 * @param {string[]} run.projects
 * @param {string[]} [run.args]
 * @param {Record<string, string>} [run.environment] besides our own
 * @param {number} [run.deadlineMs] for a runner that cannot even stop itself
 * @returns {Promise<number | null>} its exit code
 */
export const runPlaywright = ({ config, projects, args = [], environment = {}, deadlineMs }) =>
  new Promise((resolve) => {
    const selection = projects.map((project) => `--project=${project}`);
    const child = spawn(
      process.execPath,
      [cli, 'test', `--config=${fileURLToPath(config)}`, ...selection, ...args],
      { stdio: 'inherit', env: { ...process.env, PLAYWRIGHT_FORCE_TTY: '0', ...environment } },
    );
    const timer = deadlineMs && setTimeout(() => child.kill('SIGKILL'), deadlineMs);
    process.once('SIGTERM', () => child.kill('SIGINT'));
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
