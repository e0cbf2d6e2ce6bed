/** Ends the processes that a killed worker could not end. Only processes recorded by this run are ended. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** @param {string} directory of the run */
export const endLeftovers = (directory) => {
  for (const { pid, command } of readStarted(join(directory, 'pids'))) {
    // The id may have been reused by another process.
    if (!commandOf(pid).includes(basename(command))) continue;
    for (const each of [pid, ...descendantsOf(pid)]) {
      try {
        process.kill(each, 'SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
    }
  }
};

/** @param {string} file */
const readStarted = (file) => {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [pid = '', ...command] = line.split(' ');
        return { pid: Number(pid), command: command.join(' ') };
      });
  } catch {
    return []; // no process was started
  }
};

/** @param {number} pid */
const commandOf = (pid) => {
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return ''; // there is no such process
  }
};

/**
 * @param {number} root
 * @returns {number[]}
 */
const descendantsOf = (root) => {
  const pairs = execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const tree = [root];
  for (const parent of tree) tree.push(...pairs.flatMap(([pid = 0, of]) => (of === parent ? [pid] : [])));
  return tree.slice(1);
};
