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
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
      if (until?.test(said)) child.kill('SIGINT');
    });
  }
  const [code] = await once(child, 'close');
  return { code, said };
};

test('if a port is taken, the demo says so and uses the next free one', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { code, said } = await runDemo(['--port', String(port), '--aws-port', '0'], { until: /Ctrl\+C/ });
  holder.close();
  expect(said).toMatch(new RegExp(`Port ${port} is taken: using \\d+ instead\\.`));
  expect(said).toMatch(/http:\/\/127\.0\.0\.1:\d+\/shop\//);
  expect(code).toBe(0);
});

test('ports can be set by environment variables', async () => {
  const env = { DEMO_PORT: '0', LOCAL_AWS_PORT: '0' };
  const { code, said } = await runDemo([], { until: /Ctrl\+C/, env });
  expect(said).not.toMatch(/:8080|:4599/);
  expect(code).toBe(0);
});

for (const [args, words] of [
  [['--port', 'eighty'], "--port must be a port from 0 to 65535, not 'eighty'."],
  [['--aws-port', '70000'], "--aws-port must be a port from 0 to 65535, not '70000'."],
  [['--prot', '1'], "Unknown option '--prot'"],
] as const) {
  test(`${args.join(' ')} causes a clear error message`, async () => {
    const { code, said } = await runDemo([...args]);
    expect(said).toContain(words);
    expect(said).not.toContain('    at ');
    expect(code).toBe(1);
  });
}

test('--help lists the flags', async () => {
  const { code, said } = await runDemo(['--help']);
  expect(said).toContain('--aws-port');
  expect(code).toBe(0);
});
