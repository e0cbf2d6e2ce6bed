/** Reads and writes cookies. Named elements can shadow `document.cookie`, and a sandboxed page must not use it. */

import { native } from '../../browser/native';

export function readCookie(name: string): string | undefined {
  try {
    const prefix = `${name}=`;
    const pair = native(document, 'cookie')
      .split('; ')
      .find((each) => each.startsWith(prefix));
    return pair && decodeURIComponent(pair.slice(prefix.length));
  } catch {
    return undefined;
  }
}

/** Writes a cookie for all subdomains of `domain`, until the browser is closed. */
export function writeCookie(name: string, value: string, domain: string): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  const text = `${name}=${encodeURIComponent(value)}; Domain=${domain}; Path=/; SameSite=Lax${secure}`;
  try {
    Reflect.set(Document.prototype, 'cookie', text, document);
  } catch {
    // The caller reads it to know whether it was written.
  }
}
