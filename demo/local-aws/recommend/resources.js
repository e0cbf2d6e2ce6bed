/** Finds the resource of an ARN. An unknown ARN is not found. The ARN of another kind of resource is invalid. */
import { campaigns, filters, recommenders } from '../known.js';
import { refusal } from '../refusal.js';

const kinds = { recommender: recommenders, campaign: campaigns, filter: filters };

/**
 * @param {keyof typeof kinds} kind
 * @param {string} arn
 * @returns {string} the recipe of a recommender or campaign, or the expression of a filter
 */
export const resourceOf = (kind, arn) => {
  const found = Object.hasOwn(kinds[kind], arn) ? kinds[kind][arn] : undefined;
  if (found !== undefined) return found;
  if (Object.values(kinds).some((each) => Object.hasOwn(each, arn))) {
    throw refusal('InvalidInputException', `The arn ${arn} is not of a ${kind}.`);
  }
  throw refusal('ResourceNotFoundException', `The ${kind} with the arn ${arn} does not exist.`);
};

/** @param {{ campaignArn?: string, recommenderArn?: string }} input */
export const recipeOf = ({ campaignArn, recommenderArn }) => {
  if (campaignArn !== undefined && recommenderArn !== undefined) {
    throw refusal('InvalidInputException', 'Provide either campaignArn or recommenderArn, not both.');
  }
  if (recommenderArn !== undefined) return resourceOf('recommender', recommenderArn);
  if (campaignArn !== undefined) return resourceOf('campaign', campaignArn);
  throw refusal('InvalidInputException', 'Provide a campaignArn or a recommenderArn.');
};
