/** Every key that the tag writes into localStorage: `forget()` erases these and no other. */

export const storedKeys = (identityPoolId: string | undefined): string[] => [
  ...'session user left anonymous recommendations offers types journal patience clock refused records credentials identity answers'
    .split(' ')
    .map((name) => `personalize.${name}`),
  // Under which the AWS SDK keeps the identity id of a guest.
  `aws:cognito-identity-credentials:${identityPoolId}:ANONYMOUS`,
];
