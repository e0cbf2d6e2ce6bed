/**
 * Finds the browsers that are installed: Playwright's own builds (typical on a laptop) or those of the system (Debian).
 * JavaScript, because test/run.js uses it before anything is compiled.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, firefox, webkit } from 'playwright';

/** @typedef {import('./tab').EngineName} EngineName */
/** @typedef {{ from: 'playwright' | 'system', executable: string }} Installed */

export const engineNames = /** @type {const} */ (['chromium', 'firefox', 'webkit']);

const playwright = { chromium, firefox, webkit };

/** @type {Record<EngineName, string[]>} */
const commands = {
  chromium: ['chromium', 'google-chrome'],
  firefox: ['firefox-esr', 'firefox'],
  webkit: ['WebKitWebDriver'],
};

/** @param {string} command */
const onPath = (command) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, command))
    .find((path) => existsSync(path));

/** The interpreter for which Debian installs python3-gi. Another interpreter may be first on the path. */
export const systemPython = '/usr/bin/python3';

/** WebKitGTK runs in the window of webkit-host.py, which needs a display and the GTK bindings for Python. */
const canHostWebKit = () => {
  if (onPath('Xvfb') === undefined || !existsSync(systemPython)) return false;
  try {
    const probe = "import gi; gi.require_version('Gtk', '3.0'); gi.require_version('WebKit2', '4.1')";
    execFileSync(systemPython, ['-c', probe], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/**
 * @param {EngineName} engine
 * @returns {Installed | undefined}
 */
export const findBrowser = (engine) => {
  const own = playwright[engine].executablePath();
  if (own !== '' && existsSync(own)) return { from: 'playwright', executable: own };
  const executable = commands[engine].map(onPath).find((path) => path !== undefined);
  if (executable === undefined || (engine === 'webkit' && !canHostWebKit())) return undefined;
  return { from: 'system', executable };
};

/**
 * @param {EngineName} engine
 * @returns {Installed}
 */
export const needBrowser = (engine) => {
  const found = findBrowser(engine);
  if (found === undefined)
    throw new Error(`${engine} is not installed. \`npm test\` prints how to install it.`);
  return found;
};
