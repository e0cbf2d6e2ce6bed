/** What `--help` prints and what a person sees who opens the address: all that this AWS knows. */
import * as known from './known.js';
import { operations } from './operations.js';

const [guestPool, closedPool] = Object.keys(known.identityPools);

/** @param {readonly string[]} lines */
const indented = (lines) => lines.map((line) => `  ${line}`).join('\n');

/** @param {Record<string, string>} entries */
const explained = (entries) =>
  indented(Object.entries(entries).flatMap(([arn, meaning]) => [arn, `  ${meaning}`]));

export const helpText = `A stand-in for Amazon Personalize and Cognito, as strict as AWS, for development and tests.

  node demo/local-aws/main.js [--port ${known.defaultPort}]

  --port N   listen on 127.0.0.1:N; 0 picks a free port. Also LOCAL_AWS_PORT. Default ${known.defaultPort}.
  --help     this text

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

To look and to interfere
  GET    /_local/events     every accepted event; ?ignored for those that were answered with 200 and thrown away
  GET    /_local/requests   every request
  GET    /_local/users      /_local/items
  GET    /_local/stream     the same as it happens, as server-sent events
  POST   /_local/faults     what shall go wrong with the next requests; GET lists, DELETE takes back
  POST   /_local/cognito    {"credentialsLifetimeMs": 5000, "expireCredentials": true, "forgetIdentities": true}
  POST   /_local/reset      forgets all that arrived and all faults

With the AWS CLI
  E=http://127.0.0.1:${known.defaultPort}
  aws cognito-identity get-id --identity-pool-id ${guestPool} \\
    --endpoint-url $E --region ${known.region} --no-sign-request
`;
