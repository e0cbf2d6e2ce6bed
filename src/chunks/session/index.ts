/**
 * Entry of personalize-session.min.js: the session that subdomains share (option `session.cookieDomain`), and the one
 * that the site's server decides (`session.id`). A page with such an option starts to store when the chunk is loaded.
 */

import type { SharedSessionModule } from '../../core/sources';
import { createSessionCookie } from './session-cookie';
import { createSiteSession } from './site-session';

export { PROTOCOL as protocol } from '../../core/protocol';

export const shareSession: SharedSessionModule['shareSession'] = ({ cookieDomain, id }, warn) => ({
  id: createSiteSession(id, warn),
  cookie: cookieDomain ? createSessionCookie(cookieDomain, warn) : undefined,
});
