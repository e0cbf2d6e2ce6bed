/**
 * Reads the two shapes of a data layer entry: `{event, ecommerce}` for a tag manager, and the `arguments` object that
 * `gtag('event', name, params)` pushes.
 */

export type Bag = Record<string, unknown>;

export interface Entry {
  /** Name of the GA4 event or of the gtag command. */
  name?: unknown;
  params?: Bag | undefined;
  /** `null` if the user has signed out. */
  userId?: unknown;
}

export const isGtag = (bag: Bag): boolean => Object.hasOwn(bag, 0);

export function readEntry(entry: unknown): Entry {
  const bag = toBag(entry) ?? {};
  // Some pages put the parameters next to `event`, without `ecommerce`.
  if (!isGtag(bag)) return { name: bag.event, params: toBag(bag.ecommerce) ?? bag, userId: bag.user_id };
  const command = bag[0];
  const params = toBag(bag[2]);
  if (command === 'event') return { name: bag[1], params, userId: params?.user_id };
  if (command === 'config') return { name: command, userId: params?.user_id };
  if (command !== 'set') return {};
  return { name: command, userId: bag[1] === 'user_id' ? bag[2] : toBag(bag[1])?.user_id };
}

export const toBag = (value: unknown): Bag | undefined =>
  value && typeof value === 'object' ? (value as Bag) : undefined;
