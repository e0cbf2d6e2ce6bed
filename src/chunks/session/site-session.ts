/** The session id that the site's own server decides: option `session.id`. */

import type { SessionId } from '../../core/event';
import { toId } from '../../core/limits';
import { isPersonal } from '../../core/personal';
import { readCookie } from './cookie';

/**
 * `option` is the id, or the name of a cookie that contains it. Ids have a digit, and names of cookies rarely do. If
 * the name of a missing cookie counted as an id, all visitors would be one session.
 */
export function createSiteSession(
  option: string | undefined,
  refusePersonal: boolean,
  warn: (message: string) => void,
): () => SessionId | undefined {
  return () => {
    if (!option) return;
    const given = readCookie(option) ?? option;
    if (refusePersonal && isPersonal(given))
      return void warn('option session.id is personal data: own session used');
    const id = toId(readCookie(option)) ?? (/\d/.test(option) ? option : undefined);
    if (!id)
      warn(`option session.id: no cookie "${option}" can be read, it may be HttpOnly: own session used`);
    return id;
  };
}
