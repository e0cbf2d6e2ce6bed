/**
 * Starts a process that belongs to this test run. It ends with the worker that started it, and its id is written
 * down, so that the command that started the run can end it where a worker was killed.
 */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { killTree } from './process-tree';
import { runDirectory } from './run-directory';

const alive = new Set<ChildProcess>();

process.on('exit', () => {
  for (const { pid } of alive) if (pid !== undefined) killTree(pid);
});

export const startProcess = (command: string, args: string[], options: SpawnOptions): ChildProcess => {
  const child = spawn(command, args, options);
  alive.add(child);
  child.once('exit', () => alive.delete(child));
  // The command is kept beside the id: ids are used again, and only our own processes may be ended.
  if (child.pid !== undefined) appendFileSync(join(runDirectory(), 'pids'), `${child.pid} ${command}\n`);
  return child;
};

/** Ends a process of ours with all that it started, and resolves when it is gone. */
export const endProcess = async (child: ChildProcess): Promise<void> => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  killTree(child.pid);
  await gone;
};
