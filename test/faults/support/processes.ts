/** Which process of a browser does what: found by its command line, or by what came when a tab was opened. */
import type { EngineName } from '../../support/engines/tab';
import type { Visitor } from '../../support/visitor';

type Role = 'renderer' | 'network' | 'storage';

const signs: Record<EngineName, Partial<Record<Role, RegExp>>> = {
  chromium: {
    renderer: /--type=renderer/,
    network: /--utility-sub-type=network\.mojom/,
    storage: /--utility-sub-type=storage\.mojom/,
  },
  // Its network and its storage live in the browser's own process.
  firefox: { renderer: /-contentproc .* tab$/ },
  // One process for the network and what is stored.
  webkit: { renderer: /WebKitWebProcess/, network: /WebKitNetworkProcess/, storage: /WebKitNetworkProcess/ },
};

export const pidsOf = (visitor: Visitor, role: Role): number[] =>
  visitor
    .processes()
    .filter(({ command }) => signs[visitor.engine][role]?.test(command.trim()))
    .map(({ pid }) => pid);

export const killRole = (visitor: Visitor, role: Role): void => {
  const pids = pidsOf(visitor, role);
  if (pids.length === 0) throw new Error(`${visitor.engine} has no process for ${role}`);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
};

/** The renderers that came while something was opened; what the browser keeps in store is told by its preferences. */
export const newRenderers = async (visitor: Visitor, open: () => Promise<void>): Promise<number[]> => {
  const before = pidsOf(visitor, 'renderer');
  await open();
  const fresh = pidsOf(visitor, 'renderer').filter((pid) => !before.includes(pid));
  if (fresh.length === 0) throw new Error('The new tab shares the process of another');
  return fresh;
};

/** What cannot be done to one tab of Firefox alone. */
export const sharedInFirefox = { firefox: 'tabs of one site share a process here' };

/** No process is kept ready, so that a new one belongs to the tab that was opened. */
export const oneProcessATab = {
  firefoxPrefs: {
    'dom.ipc.processPrelaunch.enabled': false,
    'dom.ipc.keepProcessesAlive.webIsolated.max': 0,
  },
  chromiumFlags: ['--disable-features=SpareRendererForSitePerProcess', '--process-per-tab'],
};
