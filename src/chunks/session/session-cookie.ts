/** Keeps the session in a cookie that all subdomains of the site share. */

import { toJson } from '../../browser/to-json';
import type { SessionCookie } from '../../core/sources';
import { readCookie, writeCookie } from './cookie';

/** The tag erases it by this name. */
const NAME = 'personalize_session';

export function createSessionCookie(domain: string, warn: (message: string) => void): SessionCookie {
  let wasThere = false;

  function read(): unknown {
    try {
      const value: unknown = JSON.parse(readCookie(NAME) ?? '');
      wasThere = true;
      return value;
    } catch {
      return undefined;
    }
  }

  return {
    get: read,
    set(value) {
      writeCookie(NAME, toJson(value) ?? '', domain);
      if (!read())
        warn(`option session.cookieDomain: no cookie for ${domain} can be stored: the session is not shared`);
    },
    isGone: () => wasThere && !read(),
  };
}
