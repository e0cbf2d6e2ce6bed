/** Starts the local AWS from the command line. See `node demo/local-aws/main.js --help`. */
import { parseArgs } from 'node:util';
import { helpText } from './help.js';
import { defaultPort, isPortTaken, startLocalAws } from './server.js';

/** @param {string} message */
const fail = (message) => {
  console.error(message);
  process.exit(1);
};

const readOptions = () => {
  try {
    return parseArgs({ options: { port: { type: 'string' }, help: { type: 'boolean', short: 'h' } } }).values;
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error}\nSee --help.`);
  }
};

const options = readOptions();
if (options.help) {
  console.log(helpText);
  process.exit(0);
}

const wanted = options.port ?? (process.env.LOCAL_AWS_PORT || String(defaultPort));
const port = Number(wanted);
if (!/^\d+$/.test(wanted) || port > 65_535)
  fail(`'${wanted}' is not a port. A port is a whole number from 0 to 65535.`);

try {
  const aws = await startLocalAws({ port, log: console.log });
  console.log(`Local AWS on ${aws.url} (--help lists its resources)`);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => aws.close().then(() => process.exit(0)));
  }
} catch (error) {
  if (!isPortTaken(error)) throw error;
  fail(`Port ${port} is taken. Choose another port with --port, or use --port 0 for any free port.`);
}
