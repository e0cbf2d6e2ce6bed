/**
 * Repeats a request that was refused because of its credentials or its time, once and with new ones. Any other error
 * becomes one for the page.
 */

import type { Access } from '../aws/access';
import { toResult } from '../aws/outcome';
import { toFailure } from './to-failure';

/** `name` is the operation in messages. */
export async function retryOnce<T>(
  name: string,
  access: Pick<Access, 'clock' | 'credentials'>,
  send: () => Promise<T>,
  isRetry?: boolean,
): Promise<T> {
  try {
    return await send();
  } catch (error) {
    const result = toResult(error);
    const why = result.kind === 'retry' && !isRetry ? result.why : '';
    if (why === 'credentials') access.credentials.forget();
    else if (why === 'clock') access.clock.learnFromText(String((error as Error).message));
    else throw toFailure(error, name);
    return retryOnce(name, access, send, true);
  }
}
