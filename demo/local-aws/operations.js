/** The operations, each with its address, its input and what it does. The one place to add another. */
import * as cognito from './cognito.js';
import { putEvents, putEventsShape } from './put-events.js';
import { putItems, putItemsShape, putUsers, putUsersShape } from './put-records.js';
import { getPersonalizedRanking, getPersonalizedRankingShape } from './recommend/get-personalized-ranking.js';
import { getRecommendations, getRecommendationsShape } from './recommend/get-recommendations.js';

/**
 * @template Input as the shape says; each operation restates the type
 * @typedef {object} Call
 * @property {Input} input
 * @property {import('./state.js').State} state
 * @property {number} now epoch milliseconds, by the clock this request sees
 * @property {import('./state.js').RequestRecord} record what is written down of this request
 */

/**
 * @typedef {object} Operation
 * @property {string} name
 * @property {'restJson' | 'awsJson'} protocol
 * @property {string} path
 * @property {boolean} signed
 * @property {import('./shape.js').StructureShape} input
 * @property {string} [list] the member to count in logs
 * @property {string} invalidType the error type of a breached constraint
 * @property {(call: Call<any>) => object | undefined | void} run what it returns is the body; nothing is an empty one
 */

/**
 * @param {string} name
 * @param {string} path
 * @param {string | undefined} listName
 * @param {Operation['input']} input
 * @param {Operation['run']} run
 * @returns {Operation}
 */
const personalize = (name, path, listName, input, run) => ({
  name,
  path,
  input,
  run,
  ...(listName !== undefined && { list: listName }),
  protocol: 'restJson',
  signed: true,
  // The one 400 that the model names; a ValidationException is possible too, but no one has seen which.
  invalidType: 'InvalidInputException',
});

/**
 * @param {string} name
 * @param {Operation['input']} input
 * @param {Operation['run']} run
 * @returns {Operation}
 */
const cognitoIdentity = (name, input, run) => ({
  name,
  path: '/',
  input,
  run,
  protocol: 'awsJson',
  signed: false,
  invalidType: 'ValidationException',
});

/** @type {readonly Operation[]} */
export const operations = [
  personalize('PutEvents', '/events', 'eventList', putEventsShape, putEvents),
  personalize('PutUsers', '/users', 'users', putUsersShape, putUsers),
  personalize('PutItems', '/items', 'items', putItemsShape, putItems),
  personalize(
    'GetRecommendations',
    '/recommendations',
    undefined,
    getRecommendationsShape,
    getRecommendations,
  ),
  personalize(
    'GetPersonalizedRanking',
    '/personalize-ranking',
    undefined,
    getPersonalizedRankingShape,
    getPersonalizedRanking,
  ),
  cognitoIdentity('GetId', cognito.getIdShape, cognito.getId),
  cognitoIdentity(
    'GetCredentialsForIdentity',
    cognito.getCredentialsShape,
    cognito.getCredentialsForIdentity,
  ),
  cognitoIdentity('GetOpenIdToken', cognito.getOpenIdTokenShape, cognito.getOpenIdToken),
];

/**
 * The operations a request may be for: one, or several for a preflight of Cognito, which does not name it.
 * @param {import('./request.js').Request} request
 * @param {boolean} preflight
 */
export const operationsAt = (request, preflight) => {
  if (!preflight && request.method !== 'POST') return [];
  // Both forms are in use: AWSCognitoIdentityService.GetId and com.amazonaws.….AWSCognitoIdentityService.GetId
  const target = (request.header('x-amz-target') ?? '').split('.').pop();
  return operations.filter(
    ({ name, path, protocol }) =>
      path === request.path && (preflight || protocol === 'restJson' || name === target),
  );
};
