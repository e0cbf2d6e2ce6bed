/** A page with a data layer, as the source that follows it sees one. */

import { startDataLayer } from '../../src/chunks/data-layer';
import type { Captured } from '../../src/core/event';

type Layer = Record<string, unknown>;

/** Follows a layer; `window` is Node's own global here, so each test has a name of its own. */
export function follow(entries: unknown, events: Record<string, unknown> = {}) {
  const name = `layer${Math.random().toString(36).slice(2)}`;
  const page = globalThis as unknown as Layer;
  page[name] = entries;
  const said: string[] = [];
  const users: unknown[] = [];
  const captured: Captured[] = [];
  const stop = startDataLayer(
    {
      config: { attributePrefix: '' },
      read: () => undefined,
      now: () => 1_700_000_000_000,
      emit: (each) => void captured.push(each),
      identify: (userId) => void users.push(userId),
      // Once each, as the tag does.
      warn(message) {
        const text = message.replace(name, 'dataLayer');
        if (!said.includes(text)) said.push(text);
      },
    },
    { name, events },
  );
  const layer = page[name] as unknown[];
  return {
    layer,
    stop,
    said,
    users,
    captured,
    /** As `gtag()` does. */
    gtag(..._args: unknown[]) {
      // biome-ignore lint/complexity/noArguments: that is what gtag pushes.
      layer.push(arguments);
    },
    /** Type and item of each event, and what else is set. */
    sent: () =>
      captured.map(
        ({ eventType, fields }): Record<string, unknown> => ({
          eventType,
          ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
        }),
      ),
  };
}
