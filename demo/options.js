/** The flags of the demo, each with its environment variable. */

import { parseArgs } from 'node:util';

export const usage = `A shop that reports to a local Amazon Personalize, side by side.

  npm run demo -- [--port 8080] [--aws-port 4599]

  --port      where the shop listens          (or DEMO_PORT)       default 8080
  --aws-port  where the local AWS listens     (or LOCAL_AWS_PORT)  default 4599
  --help      this text

Port 0 takes any free port. When a port is taken, the next free one is used.
`;

/** A mistake of the person who typed the command, to be shown without a stack. */
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
