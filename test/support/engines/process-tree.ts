/** Finds a process and its descendants by their parent ids, and ends them with SIGKILL. */
import { execFileSync } from 'node:child_process';

export interface Process {
  pid: number;
  parent: number;
  command: string;
}

/** Uses `ps` instead of /proc, so that it also works on macOS. */
const allProcesses = (): Process[] =>
  execFileSync('ps', ['-axww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\n')
    .flatMap((line) => {
      const match = /^\s*(\d+)\s+(\d+)\s(.*)$/.exec(line);
      return match ? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3] ?? '' }] : [];
    });

/** The root first, then its descendants. */
export const processTree = (root: number): number[] => {
  const all = allProcesses();
  const tree = [root];
  for (const pid of tree) tree.push(...all.filter(({ parent }) => parent === pid).map((each) => each.pid));
  return tree;
};

/** The same processes with their command lines. */
export const describeTree = (root: number): Process[] => {
  const all = allProcesses();
  return processTree(root).flatMap((pid) => all.filter((each) => each.pid === pid));
};

/** The topmost descendant of this process whose command line contains the text. */
export const findDescendant = (text: string): number | undefined => {
  const ours = new Set(processTree(process.pid));
  return allProcesses().find(({ pid, command }) => ours.has(pid) && command.includes(text))?.pid;
};

/** The root is killed first, so that it cannot react to the end of its children. */
export const killTree = (root: number): void => {
  for (const pid of processTree(root)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended with its parent.
    }
  }
};
