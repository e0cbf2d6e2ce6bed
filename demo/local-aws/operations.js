/** The table of operations: path, input shape and function of each. Add new operations here. */
import * as cognito from './cognito.js';
import { putEvents, putEventsShape } from './put-events.js';
import { putItems, putItemsShape, putUsers, putUsersShape } from './put-records.js';
import { getPersonalizedRanking, getPersonalizedRankingShape } from './recommend/get-personalized-ranking.js';
import { getRecommendations, getRecommendationsShape } from './recommend/get-recommendations.js';

/**
 * @template Input the input that the shape of the operation describes
 * @typedef {object} Call
 * @property {Input} input
 * @property {import('./state.js').State} state
 * @property {number} now epoch milliseconds, by the clock of the service, with the offset of a fault
 * @property {import('./state.js').RequestRecord} record of this request; the operation adds to it
 */

/**
 * @typedef {object} Operation
 * @property {string} name
 * @property {'restJson' | 'awsJson'} protocol
 * @property {string} path
 * @property {boolean} signed
 * @property {import('./shape.js').StructureShape} input
 * @property {string} [list] the member whose length is logged
 * @property {string} invalidType the error type of a violated constraint
 * @property {(call: Call<any>) => object | undefined | void} run returns the body; undefined means an empty body
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
  // The only error with status 400 in the model. AWS may send a ValidationException instead; this is not known.
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
 * The operations that a request may call. A preflight of Cognito matches all its operations, because it names none.
 * @param {import('./request.js').Request} request
 * @param {boolean} preflight
 */
export const operationsAt = (request, preflight) => {
  if (!preflight && request.method !== 'POST') return [];
  // Clients send AWSCognitoIdentityService.GetId or com.amazonaws.….AWSCognitoIdentityService.GetId.
  const target = (request.header('x-amz-target') ?? '').split('.').pop();
  return operations.filter(
    ({ name, path, protocol }) =>
      path === request.path && (preflight || protocol === 'restJson' || name === target),
  );
};
