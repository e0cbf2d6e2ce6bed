/**
 * Starts a process that belongs to this test run. The process ends with the worker that started it. Its id is written
 * to a file, so that test/run.js can end it if the worker was killed.
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
  // With its command: process ids are reused, and only processes of this run may be ended.
  if (child.pid !== undefined) appendFileSync(join(runDirectory(), 'pids'), `${child.pid} ${command}\n`);
  return child;
};

/** Ends the process and its descendants, and resolves when the process has exited. */
export const endProcess = async (child: ChildProcess): Promise<void> => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  killTree(child.pid);
  await gone;
};
