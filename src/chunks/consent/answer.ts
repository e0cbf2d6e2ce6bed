/** What a platform says. `not needed`: no law asks for consent here, or the site's default grants it. */

export type Answer = 'denied' | 'pending' | 'not needed' | 'granted';

/** All platforms must grant, so the first of these that one of them says counts. */
export const BY_WEIGHT: readonly Answer[] = ['denied', 'pending', 'not needed', 'granted'];

/** What cannot be read is no consent: a platform can throw anywhere. */
export function attempt<T>(fn: () => T): T | 'pending' {
  try {
    return fn();
  } catch {
    return 'pending';
  }
}
