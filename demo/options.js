/** Reads the flags of the demo and the environment variables that can replace them. */

import { parseArgs } from 'node:util';

export const usage = `A demo shop, and next to it the events that it sends to a local Amazon Personalize.

  npm run demo -- [--port 8080] [--aws-port 4599]

  --port      port of the shop       (or DEMO_PORT)       default 8080
  --aws-port  port of the local AWS  (or LOCAL_AWS_PORT)  default 4599
  --help      print this text

Port 0 selects any free port. If a port is taken, the next free port is used.
`;

/** An invalid option. Its message is printed without a stack trace. */
export class UsageError extends Error {}

/**
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 * @returns {{ help: boolean, port: number, awsPort: number }}
 */
export function readOptions(args, env) {
  const values = parse(args);
  return {
    help: values.help ?? false,
    port: toPort(values.port ?? (env.DEMO_PORT || '8080'), values.port ? '--port' : 'DEMO_PORT'),
    awsPort: toPort(
      values['aws-port'] ?? (env.LOCAL_AWS_PORT || '4599'),
      values['aws-port'] ? '--aws-port' : 'LOCAL_AWS_PORT',
    ),
  };
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string' },
        'aws-port': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * @param {string} text
 * @param {string} name
 */
function toPort(text, name) {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new UsageError(`${name} must be a port from 0 to 65535, not '${text}'.`);
}
