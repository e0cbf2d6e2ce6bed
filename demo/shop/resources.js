/** The ARNs of the recommenders and of the ranking that the shop uses. They exist in the local AWS. */

const account = 'arn:aws:personalize:us-east-1:000000000000';

export const recommenders = {
  alsoViewed: `${account}:recommender/local-also-viewed`,
  forYou: `${account}:recommender/local-for-you`,
  mostViewed: `${account}:recommender/local-most-viewed`,
};

export const ranking = `${account}:campaign/local-ranking`;
