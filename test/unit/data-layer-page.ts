/** A page with a data layer, for tests of the code that follows the layer. */

import { startDataLayer } from '../../src/chunks/data-layer';
import type { Captured } from '../../src/core/event';

type Layer = Record<string, unknown>;

/** The address of the page, which a test may change. */
export const page = { href: 'https://shop.example/' };
globalThis.location = page as Location;

/** Follows a layer. `window` is the global object of Node here, so each test uses another layer name. */
export function follow(entries: unknown, events: Record<string, unknown> = {}) {
  const name = `layer${Math.random().toString(36).slice(2)}`;
  const globals = globalThis as Layer;
  globals[name] = entries;
  const warnings: string[] = [];
  const users: unknown[] = [];
  const captured: Captured[] = [];
  const stop = startDataLayer(
    {
      now: () => 1_700_000_000_000,
      emit: (each) => void captured.push(each),
      identify: (userId) => void users.push(userId),
      // Each text once, as in the tag.
      warn(message) {
        const text = message.replace(name, 'dataLayer');
        if (!warnings.includes(text)) warnings.push(text);
      },
    },
    { name, events },
  );
  const layer = globals[name] as unknown[];
  return {
    name,
    layer,
    stop,
    warnings,
    users,
    captured,
    /** The same as `gtag()`. */
    gtag(..._args: unknown[]) {
      // biome-ignore lint/complexity/noArguments: that is what gtag pushes.
      layer.push(arguments);
    },
    /** Type, item and all defined fields of each event. */
    sent: () =>
      captured.map(
        ({ eventType, fields }): Record<string, unknown> => ({
          eventType,
          ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
        }),
      ),
  };
}
