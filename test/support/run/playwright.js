/** Runs Playwright Test in this terminal. If the run is interrupted, the reporters still print their results. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../../node_modules/@playwright/test/cli.js', import.meta.url));

/**
 * @param {object} run
 * @param {URL} run.config
 * @param {string[]} run.projects
 * @param {string[]} [run.args]
 * @param {Record<string, string>} [run.environment] added to the environment of this process
 * @param {number} [run.deadlineMs] after which a runner that does not end is killed
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
