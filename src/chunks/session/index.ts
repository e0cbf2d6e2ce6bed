/**
 * Entry of personalize-session.min.js: the session that subdomains share (option `session.cookieDomain`), the one that
 * the site's server decides (`session.id`), and option `beforeSend`. A page with such an option starts to store when the
 * chunk is loaded.
 */

import type { SharedSessionModule } from '../../core/sources';
import { createBeforeSend } from './before-send';
import { createSessionCookie } from './session-cookie';
import { createSiteSession } from './site-session';

export { PROTOCOL as protocol } from '../../core/protocol';

export const shareSession: SharedSessionModule['shareSession'] = (
  { session: { cookieDomain, id }, refuse, beforeSend },
  warn,
) => ({
  id: createSiteSession(id, refuse.personal, warn),
  cookie: cookieDomain ? createSessionCookie(cookieDomain, warn) : undefined,
  beforeSend: beforeSend && createBeforeSend(beforeSend),
});
