/** A disk of a given size for one profile, so that it can be full. Linux, as root. */
import { execFileSync } from 'node:child_process';

/** A container may be root and yet not be let. */
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
  // Lazily, since a process of the browser may take a moment to be gone.
  return { unmount: () => void execFileSync('umount', ['--lazy', directory]) };
};
