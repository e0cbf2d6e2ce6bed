/** The resources that exist in the local AWS. Any other id, ARN, pool or region is refused as unknown. */

export const region = 'us-east-1';
export const account = '000000000000';

/** The service name in the credential scope is `personalize`, although the host is named personalize-events. */
export const signingName = 'personalize';

export const defaultPort = 4599;

export const identityPools = Object.freeze({
  'us-east-1:10000000-0000-4000-8000-000000000001': { guests: true },
  'us-east-1:10000000-0000-4000-8000-000000000002': { guests: false },
});

export const trackingId = '20000000-0000-4000-8000-000000000001';

/** @param {string} resource */
const arn = (resource) => `arn:aws:personalize:${region}:${account}:${resource}`;

export const datasets = Object.freeze({
  users: arn('dataset/local-shop/USERS'),
  items: arn('dataset/local-shop/ITEMS'),
});

/** Recipe of each recommender, with the name that AWS uses. */
export const recommenders = Object.freeze({
  [arn('recommender/local-most-viewed')]: 'aws-ecomm-popular-items-by-views',
  [arn('recommender/local-best-sellers')]: 'aws-ecomm-popular-items-by-purchases',
  [arn('recommender/local-also-viewed')]: 'aws-ecomm-customers-who-viewed-x-also-viewed',
  [arn('recommender/local-for-you')]: 'aws-ecomm-recommended-for-you',
});

export const campaigns = Object.freeze({
  [arn('campaign/local-ranking')]: 'aws-personalized-ranking',
});

/** Expression of each filter. The expressions are parsed and executed. */
export const filters = Object.freeze({
  [arn('filter/local-category')]: 'INCLUDE ItemID WHERE Items.CATEGORY IN ($CATEGORY)',
  [arn('filter/local-not-purchased')]: 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("Purchase")',
});
