/** Mounts a disk of a given size for one profile, so that a test can fill it. Needs Linux and root. */
import { execFileSync } from 'node:child_process';

/** Root in a container may have no permission to mount, so this tries it. */
export const canMount = (): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

export const mountSmallDisk = (directory: string, sizeMiB: number): { unmount: () => void } => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMiB}m`, 'tmpfs', directory]);
  // Lazily, because a process of the browser may need a moment to end.
  return { unmount: () => void execFileSync('umount', ['--lazy', directory]) };
};
