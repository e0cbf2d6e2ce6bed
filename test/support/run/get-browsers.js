/** Checks that the browsers are installed. Installs missing ones if possible, or prints how to install them. */
import { existsSync } from 'node:fs';
import { findBrowser } from '../engines/installed.js';
import { capture } from './step.js';

/** @typedef {import('../engines/tab').EngineName} EngineName */

/** @type {Record<EngineName, string[]>} Debian packages */
const packages = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb', 'python3-gi', 'gir1.2-webkit2-4.1', 'libxtst6'],
};

/**
 * @param {EngineName[]} engines
 * @returns {Promise<{ found: EngineName[], missing: EngineName[] }>}
 */
export const getBrowsers = async (engines) => {
  const began = Date.now();
  const absent = engines.filter((engine) => findBrowser(engine) === undefined);
  if (absent.length > 0 && mayInstall()) await install(absent.flatMap((engine) => packages[engine]));

  const found = engines.filter((engine) => findBrowser(engine) !== undefined);
  const missing = engines.filter((engine) => !found.includes(engine));
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${missing.length === 0 ? '✓' : '✗'} browsers: ${found.join(', ') || 'none'} (${seconds} s)`);
  for (const engine of missing) console.log(helpFor(engine));
  return { found, missing };
};

const mayInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** @param {string[]} names */
const install = async (names) => {
  console.log(`- installing ${names.join(' ')}`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await capture('apt-get', ['-qq', 'update'], environment);
  // One by one, so that a package that the distribution does not have does not prevent the others.
  for (const name of names) {
    const args = ['-qq', 'install', '--yes', name];
    const { code, output } = await capture('apt-get', args, environment);
    if (code !== 0) console.log(`  ${name} could not be installed:\n${update.output}${output}`);
  }
};

/** @param {EngineName} engine */
const helpFor = (engine) =>
  [
    `  ${engine} is not installed, so its tests do not run. Install it with one of`,
    `    npx playwright install --with-deps ${engine}`,
    `    sudo apt-get install ${packages[engine].join(' ')}     (Debian)`,
    '  or list the browsers that are installed: PERSONALIZE_BROWSERS=chromium,firefox npm test',
  ].join('\n');
