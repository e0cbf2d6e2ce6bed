/** Reads the fields of an SDK error, which can be any thrown value. */

interface SdkError {
  name?: string;
  message?: string;
  $metadata?: { httpStatusCode?: number };
  $response?: { headers?: Record<string, string> };
}

export function readError(error: unknown) {
  const { name = '', message = String(error), $metadata, $response } = (error ?? {}) as SdkError;
  return {
    name,
    message,
    /** The part that may be logged. In a refused signature the rest is the request, with its session token. */
    firstLine: message.split('\n')[0],
    /** 0 if there was no response. */
    status: $metadata?.httpStatusCode ?? 0,
    headers: $response?.headers ?? {},
  };
}

/**
 * True for `Invalid login token. Token expired: …`: signed-in visitors have a new token or can get one. A token of
 * another issuer or audience is a configuration mistake, and a new token does not help.
 */
export function isLoginRefused(error: unknown): boolean {
  const { name, message } = readError(error);
  return name === 'NotAuthorizedException' && /token (is )?expired/i.test(message);
}
