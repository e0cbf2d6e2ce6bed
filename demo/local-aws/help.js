/** The text that `--help` prints and that the root address shows: all resources, operations and local routes. */
import * as known from './known.js';
import { operations } from './operations.js';

const [guestPool, closedPool] = Object.keys(known.identityPools);

/** @param {readonly string[]} lines */
const indented = (lines) => lines.map((line) => `  ${line}`).join('\n');

/** @param {Record<string, string>} entries */
const explained = (entries) =>
  indented(Object.entries(entries).flatMap(([arn, meaning]) => [arn, `  ${meaning}`]));

export const helpText = `A local stand-in for Amazon Personalize and Cognito, as strict as AWS, for development and tests.

  node demo/local-aws/main.js [--port ${known.defaultPort}]

  --port N   listen on 127.0.0.1:N; 0 selects any free port (or LOCAL_AWS_PORT). Default ${known.defaultPort}.
  --help     print this text

Region          ${known.region}
Account         ${known.account}
Identity pools  ${guestPool}
                ${closedPool}  (refuses guests)
Tracking id     ${known.trackingId}

Datasets
${indented(Object.values(known.datasets))}
Recommenders
${explained(known.recommenders)}
Campaigns
${explained(known.campaigns)}
Filters
${explained(known.filters)}

Operations
${indented(operations.map(({ name, path, protocol }) => `POST ${path}${protocol === 'awsJson' ? ` with X-Amz-Target: AWSCognitoIdentityService.${name}` : `  ${name}`}`))}

Inspection and control
  GET    /_local/events     all accepted events; ?ignored: events that were answered with 200 and discarded
  GET    /_local/requests   all requests
  GET    /_local/users      all user records
  GET    /_local/items      all item records
  GET    /_local/stream     events and requests as they arrive, as server-sent events
  POST   /_local/faults     adds faults for the next requests; GET lists pending faults, DELETE removes them
  POST   /_local/cognito    {"credentialsLifetimeMs": 5000, "expireCredentials": true, "forgetIdentities": true}
  POST   /_local/reset      deletes events, requests, records and faults

With the AWS CLI
  E=http://127.0.0.1:${known.defaultPort}
  aws cognito-identity get-id --identity-pool-id ${guestPool} \\
    --endpoint-url $E --region ${known.region} --no-sign-request
`;
