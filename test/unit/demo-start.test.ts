/** Starts the demo: its flags, and a port that is in use. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('../../demo/main.js', import.meta.url));

/** Runs the demo, and ends it with SIGINT once its output matches `until`. */
const runDemo = async (
  args: string[],
  { until, env = {} }: { until?: RegExp; env?: NodeJS.ProcessEnv } = {},
) => {
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
      if (until?.test(output)) child.kill('SIGINT');
    });
  }
  const [code] = await once(child, 'close');
  return { code, output };
};

test('if a port is taken, the demo says so and uses the next free one', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { code, output } = await runDemo(['--port', String(port), '--aws-port', '0'], { until: /Ctrl\+C/ });
  holder.close();
  expect(output).toMatch(new RegExp(`Port ${port} is taken: using \\d+ instead\\.`));
  expect(output).toMatch(/http:\/\/127\.0\.0\.1:\d+\/shop\//);
  expect(code).toBe(0);
});

test('ports can be set by environment variables', async () => {
  const env = { DEMO_PORT: '0', LOCAL_AWS_PORT: '0' };
  const { code, output } = await runDemo([], { until: /Ctrl\+C/, env });
  expect(output).not.toMatch(/:8080|:4599/);
  expect(code).toBe(0);
});

for (const [args, words] of [
  [['--port', 'eighty'], "--port must be a port from 0 to 65535, not 'eighty'."],
  [['--aws-port', '70000'], "--aws-port must be a port from 0 to 65535, not '70000'."],
  [['--prot', '1'], "Unknown option '--prot'"],
] as const) {
  test(`${args.join(' ')} causes a clear error message`, async () => {
    const { code, output } = await runDemo([...args]);
    expect(output).toContain(words);
    expect(output).not.toContain('    at ');
    expect(code).toBe(1);
  });
}

test('--help lists the flags', async () => {
  const { code, output } = await runDemo(['--help']);
  expect(output).toContain('--aws-port');
  expect(code).toBe(0);
});
