/** Lists every localStorage key that the tag writes. `forget()` erases these keys and no others. */

export const storedKeys = (identityPoolId: string | undefined): string[] => [
  // The AWS SDK stores the identity id of a guest under this key.
  `aws:cognito-identity-credentials:${identityPoolId}:ANONYMOUS`,
  // Its last key is removed after everything else, since its removal tells other tabs that consent was withdrawn.
  ...'session user left anonymous recommendations offers types journal patience clock refused records credentials identity answers generation'
    .split(' ')
    .map((name) => `personalize.${name}`),
];
