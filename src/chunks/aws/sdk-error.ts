/** What can be read of an error of the SDK, which may be anything that was thrown on the way. */

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
    /** All that may be told: what follows in a refused signature's text is the request, with its session token. */
    firstLine: message.split('\n')[0],
    /** 0 where nothing was answered. */
    status: $metadata?.httpStatusCode ?? 0,
    headers: $response?.headers ?? {},
  };
}

/**
 * `Invalid login token. Token expired: …`: those who signed in have or get another one. A token of another issuer or audience is
 * a mistake of the configuration, which no other token mends.
 */
export function isLoginRefused(error: unknown): boolean {
  const { name, message } = readError(error);
  return name === 'NotAuthorizedException' && /token (is )?expired/i.test(message);
}
