import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isPortTaken, startLocalAws } from '../../demo/local-aws/server.js';
import { batchOf, callSigned, goodEvent, guestKey, withLocalAws } from './local-aws-client.js';

test('closed and restarted with its state, it continues where it stopped', () =>
  withLocalAws(async (aws) => {
    const key = await guestKey(aws);
    await callSigned(aws, key, '/events', batchOf(goodEvent));
    await aws.close();
    const down = await callSigned(aws, key, '/events', batchOf(goodEvent)).catch((error) => error);
    expect(down).toBeInstanceOf(TypeError);

    const again = await startLocalAws({ port: aws.port, state: aws.state });
    try {
      expect(again.url).toBe(aws.url);
      // The old key is valid, and the old event is known.
      expect((await callSigned(again, key, '/events', batchOf(goodEvent))).status).toBe(200);
      expect(again.state.events.map(({ duplicate }) => duplicate)).toEqual([undefined, true]);
    } finally {
      await again.close();
    }
  }));

test('closing ends open connections', () =>
  withLocalAws(async (aws) => {
    const stream = await fetch(`${aws.url}/_local/stream`);
    const reader = stream.body?.getReader();
    await reader?.read();
    await aws.close();
    await expect(reader?.read()).rejects.toThrow();
  }));

test('a port in use causes an error that a caller can recognize', () =>
  withLocalAws(async (aws) => {
    const error = await startLocalAws({ port: aws.port }).catch((reason: unknown) => reason);
    expect(isPortTaken(error)).toBe(true);
    expect(isPortTaken(new Error('another'))).toBe(false);
  }));

test('logs one line per request', async () => {
  const lines: string[] = [];
  const aws = await startLocalAws({ log: (line) => lines.push(line) });
  try {
    const at = aws.state.now();
    const key = await guestKey(aws);
    await callSigned(aws, key, '/events', batchOf(goodEvent, goodEvent), {
      at,
      scope: `${new Date(at).toISOString().slice(0, 10).replaceAll('-', '')}/us-east-1/personalize/aws4_request`,
    });
    await callSigned(aws, key, '/events', batchOf(goodEvent), { authorization: () => undefined });
  } finally {
    await aws.close();
  }
  expect(lines.map((line) => line.replace(/\d+ (B|ms)/g, 'n $1'))).toEqual([
    'GetId 200 n B n ms',
    'GetCredentialsForIdentity 200 n B n ms',
    'PutEvents 200 2 records n B n ms',
    'PutEvents 403 MissingAuthenticationTokenException n B n ms - Missing Authentication Token',
  ]);
});

describe('the program', () => {
  const main = fileURLToPath(new URL('../../demo/local-aws/main.js', import.meta.url));
  const run = (args: string[], env: Record<string, string> = {}) => {
    const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...env } });
    const output = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      output.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output.err += chunk;
    });
    return { child, output };
  };

  test('lists its pools, trackers and paths', async () => {
    const { child, output } = run(['--help']);
    expect(await once(child, 'close')).toEqual([0, null]);
    for (const known of [
      'us-east-1:10000000-0000-4000-8000-000000000001',
      'us-east-1:10000000-0000-4000-8000-000000000002',
      '20000000-0000-4000-8000-000000000001',
      'arn:aws:personalize:us-east-1:000000000000:dataset/local-shop/USERS',
      'arn:aws:personalize:us-east-1:000000000000:dataset/local-shop/ITEMS',
      'arn:aws:personalize:us-east-1:000000000000:recommender/local-for-you',
      'arn:aws:personalize:us-east-1:000000000000:campaign/local-ranking',
      'arn:aws:personalize:us-east-1:000000000000:filter/local-not-purchased',
      'POST /events',
    ]) {
      expect(output.out).toContain(known);
    }
  });

  test('uses a free port for 0, prints it, and ends on a signal', async () => {
    const { child, output } = run([], { LOCAL_AWS_PORT: '0' });
    while (!output.out.includes('\n')) await once(child.stdout, 'data');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output.out)?.[0];
    expect((await fetch(`${url}/_local/events`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  test('prints that its port is in use, and fails', () =>
    withLocalAws(async (aws) => {
      const { child, output } = run(['--port', String(aws.port)]);
      expect(await once(child, 'close')).toEqual([1, null]);
      expect(output.err).toContain(`Port ${aws.port} is taken.`);
    }));

  for (const [args, message] of [
    [['--port', 'x'], "'x' is not a port"],
    [['--port', '65536'], "'65536' is not a port"],
    [['--prot', '1'], "Unknown option '--prot'"],
  ] as const) {
    test(`fails on ${args.join(' ')}`, async () => {
      const { child, output } = run([...args]);
      expect(await once(child, 'close')).toEqual([1, null]);
      expect(output.err).toContain(message);
    });
  }
});
