/** Finds the browser process for a role, by its command line or by the new processes after a tab is opened. */
import type { EngineName } from '../../support/engines/tab';
import type { Visitor } from '../../support/visitor';

type Role = 'renderer' | 'network' | 'storage';

const signs: Record<EngineName, Partial<Record<Role, RegExp>>> = {
  chromium: {
    renderer: /--type=renderer/,
    network: /--utility-sub-type=network\.mojom/,
    storage: /--utility-sub-type=storage\.mojom/,
  },
  // Network and storage run in the browser process.
  firefox: { renderer: /-contentproc .* tab$/ },
  // One process for network and storage.
  webkit: { renderer: /WebKitWebProcess/, network: /WebKitNetworkProcess/, storage: /WebKitNetworkProcess/ },
};

export const pidsOf = (visitor: Visitor, role: Role): number[] =>
  visitor
    .processes()
    .filter(({ command }) => signs[visitor.engine][role]?.test(command.trim()))
    .map(({ pid }) => pid);

export const killRole = (visitor: Visitor, role: Role): void => {
  const pids = pidsOf(visitor, role);
  if (pids.length === 0) throw new Error(`${visitor.engine} has no ${role} process`);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
};

/** The renderers started while a tab was opened. Preferences turn off the browser's spare processes. */
export const newRenderers = async (visitor: Visitor, open: () => Promise<void>): Promise<number[]> => {
  const before = pidsOf(visitor, 'renderer');
  await open();
  const fresh = pidsOf(visitor, 'renderer').filter((pid) => !before.includes(pid));
  if (fresh.length === 0) throw new Error('The new tab shares the process of another tab');
  return fresh;
};

/** Why a fault cannot affect a single tab of Firefox. */
export const sharedInFirefox = { firefox: 'tabs of one site share a process' };

/** No spare process, so that a new process belongs to the new tab. */
export const oneProcessATab = {
  firefoxPrefs: {
    'dom.ipc.processPrelaunch.enabled': false,
    'dom.ipc.keepProcessesAlive.webIsolated.max': 0,
  },
  chromiumFlags: ['--disable-features=SpareRendererForSitePerProcess', '--process-per-tab'],
};
