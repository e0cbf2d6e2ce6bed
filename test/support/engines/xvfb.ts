/** Starts the virtual display of a worker, when the first WebKitGTK needs it. */
import { endProcess, startProcess } from './start-process';

const startTimeoutMs = 15_000;

export interface Display {
  /** The value of the environment variable DISPLAY. */
  name: string;
  close: () => Promise<void>;
}

export const startDisplay = async (): Promise<Display> => {
  // Xvfb selects a free number and writes it to descriptor 3 when it is ready.
  const child = startProcess(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const number = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Xvfb did not start')), startTimeoutMs);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    child.stdio[3]?.once('data', (chunk) => {
      clearTimeout(timer);
      resolve(String(chunk).trim());
    });
  });
  return { name: `:${number}`, close: () => endProcess(child) };
};
