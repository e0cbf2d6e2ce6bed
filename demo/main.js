/** Starts the demo: a shop, the local AWS that receives its events, and a page that shows both. See `--help`. */

import { startOnFreePort } from './free-port.js';
import { startLocalAws } from './local-aws/server.js';
import { readOptions, UsageError, usage } from './options.js';
import { startShop } from './shop/server.js';
import { startTerminal } from './terminal.js';

const print = console.log;

async function run() {
  const { help, port, awsPort } = readOptions(process.argv.slice(2), process.env);
  if (help) return print(usage);

  const aws = await startOnFreePort(awsPort, (free) => startLocalAws({ port: free }), print);
  const shop = await startOnFreePort(port, (free) => startShop({ port: free, endpoint: aws.url }), print);
  startTerminal(aws.state, print);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, async () => {
      await Promise.all([shop.close(), aws.close()]);
      process.exit(0);
    });
  }

  print(`\nShop with panel   ${shop.url}/`);
  print(`Shop only         ${shop.url}/shop/`);
  print(`Events received   ${aws.url}/_local/events\n\nPress Ctrl+C to stop.\n`);
}

run().catch((error) => {
  console.error(error instanceof UsageError ? `${error.message}\nSee --help.` : error);
  process.exitCode = 1;
});
