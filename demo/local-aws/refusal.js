/**
 * A refusal is an error with the error type, status and message of AWS.
 *
 * Any check may throw it. Only `perform.js` catches it. A check runs before the operation changes the state.
 */

/** @typedef {Error & { refusal: { type: string, status: number } }} Refusal */

/**
 * Default status and message of each error type. ThrottlingException has the status 400 in AWS's list of common errors.
 * Cognito answers 400 to everything except its internal error.
 * @type {Record<string, { status: number, message: string }>}
 */
export const errorTypes = {
  AccessDeniedException: {
    status: 403,
    message:
      'User: arn:aws:sts::000000000000:assumed-role/LocalVisitor/CognitoIdentityCredentials is not authorized to perform: personalize:PutEvents on resource: * because no identity-based policy allows the personalize:PutEvents action',
  },
  ExpiredTokenException: { status: 403, message: 'The security token included in the request is expired' },
  ExternalServiceException: { status: 400, message: 'An external service failed.' },
  IncompleteSignatureException: {
    status: 403,
    message: 'The request signature does not conform to AWS standards.',
  },
  InternalErrorException: { status: 500, message: 'An internal error occurred.' },
  InternalFailure: { status: 500, message: 'The request processing has failed because of an unknown error.' },
  InternalServerException: { status: 500, message: 'An internal error occurred.' },
  InvalidIdentityPoolConfigurationException: {
    status: 400,
    message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  },
  InvalidInputException: { status: 400, message: 'The input is not valid.' },
  InvalidParameterException: { status: 400, message: 'A parameter is not valid.' },
  InvalidSignatureException: {
    status: 403,
    message:
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  },
  LimitExceededException: { status: 400, message: 'The limit was exceeded.' },
  MissingAuthenticationTokenException: { status: 403, message: 'Missing Authentication Token' },
  NotAuthorizedException: { status: 400, message: 'Not authorized.' },
  RequestEntityTooLargeException: { status: 413, message: 'Request size exceeded the limit.' },
  RequestExpired: { status: 400, message: 'Request has expired.' },
  RequestTimeoutException: { status: 408, message: 'The request timed out.' },
  ResourceConflictException: { status: 400, message: 'The resource is in conflict.' },
  ResourceInUseException: { status: 409, message: 'The resource is in use.' },
  ResourceNotFoundException: { status: 404, message: 'The resource was not found.' },
  SerializationException: { status: 400, message: 'The body could not be read.' },
  ServiceUnavailable: { status: 503, message: 'The service is unavailable.' },
  ThrottlingException: { status: 400, message: 'Rate exceeded' },
  TooManyRequestsException: { status: 400, message: 'Rate exceeded' },
  UnknownOperationException: { status: 404, message: 'The operation is unknown.' },
  UnrecognizedClientException: {
    status: 403,
    message: 'The security token included in the request is invalid.',
  },
  UnsupportedMediaTypeException: { status: 415, message: 'The content type is not supported.' },
  ValidationException: { status: 400, message: 'The input fails to satisfy the constraints.' },
};

/**
 * @param {string} type a key of {@link errorTypes}, or another name
 * @param {string} [message] default: the message of the type
 * @param {number} [status] default: the status of the type, or 400
 * @returns {Refusal}
 */
export const refusal = (type, message, status) => {
  const known = errorTypes[type];
  return Object.assign(new Error(message ?? known?.message ?? type), {
    refusal: { type, status: status ?? known?.status ?? 400 },
  });
};

/**
 * @param {unknown} error
 * @returns {error is Refusal}
 */
export const isRefusal = (error) => error instanceof Error && 'refusal' in error;
