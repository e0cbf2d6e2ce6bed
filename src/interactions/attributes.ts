/**
 * What the page says about an element, read when the event happens and never earlier.
 *
 * The nearest element that has an attribute wins, from the target outwards, over open shadow roots and slots: that is
 * the order of `composedPath()`. What describes the interaction itself (its type, its value) is looked for up to the
 * item's own element and beyond it, but never past another item: a card must not take what its outer card says.
 */

import { native } from '../browser/native';
import type { EventFields } from '../core/event';
import { formatValue, isRecord, toId, toNumber } from '../core/limits';

type Say = (message: string) => void;

/** What the words of `…-on` can be. */
export type Trigger = 'click' | 'view' | 'submit' | 'change';

export interface Observed {
  itemId: string;
  /** The list it stands in, by name; a container that carries a recommendation is one, too. */
  list: string | undefined;
  /** `…-event-type` as it is written, `none` too. */
  type: string | undefined;
  /** The type of the event that `trigger` sends, `undefined` where it sends none. */
  eventType(trigger: Trigger): string | undefined;
  /** What is said of the interaction: read when it happens, since watching ten thousand cards needs none of it. */
  fields(): EventFields;
}

/** What is observed along `path`, innermost first; `undefined` where there is no item or the page said to look away. */
export function observe(path: readonly EventTarget[], prefix: string, warn: Say): Observed | undefined {
  const elements = path.filter((target): target is Element => target instanceof Element);
  const own = (element: Element | undefined, name: string) =>
    element && (native(element, 'getAttribute', `${prefix}-${name}`) as string | undefined);
  const has = (name: string) => (element: Element) => own(element, name) != null;
  const nearest = (name: string, within = elements) => own(within.find(has(name)), name);

  const item = elements.findIndex(has('item-id'));
  if (item < 0 || elements.some(has('ignore'))) return;
  const given = nearest('item-id');
  const itemId = toId(given);
  if (!itemId) {
    return void warn(
      `${prefix}-item-id ${formatValue(given)} is not an id of 1 to 256 characters: not observed`,
    );
  }
  const next = elements.findIndex((element, index) => index > item && has('item-id')(element));
  const inner = next < 0 ? elements : elements.slice(0, next);
  const list = elements.find(
    (element, index) => has('list')(element) || (index > item && has('recommendation-id')(element)),
  );
  const type = nearest('event-type', inner);

  return {
    itemId,
    list: own(list, 'list') ?? own(list, 'recommendation-id'),
    type,
    eventType: (trigger) =>
      type === 'none' || !(nearest('on', inner) || 'click').split(/\s+/).includes(trigger)
        ? undefined
        : type || (trigger === 'view' ? 'View' : 'Click'),
    fields() {
      const value = nearest('event-value', inner);
      const eventValue = toNumber(value);
      if (value != null && eventValue === undefined) {
        warn(`${prefix}-event-value ${formatValue(value)} is not a number: left out`);
      }
      const eventAttributionSource = nearest('attribution-source');
      return {
        itemId,
        eventValue,
        recommendationId: nearest('recommendation-id') || undefined,
        metricAttribution: eventAttributionSource ? { eventAttributionSource } : undefined,
        properties: readProperties(elements, prefix, warn),
      };
    },
  };
}

/** `…-properties` (JSON) and then `…-prop-some-name` of all elements, the outermost first so that the nearest wins. */
function readProperties(elements: readonly Element[], prefix: string, warn: Say): EventFields['properties'] {
  const whole: Record<string, unknown> = {};
  const single: Record<string, string> = {};
  for (const element of [...elements].reverse()) {
    for (const { name, value } of native(element, 'attributes')) {
      if (name.startsWith(`${prefix}-prop-`)) single[toCamelCase(name.slice(prefix.length + 6))] = value;
      else if (name === `${prefix}-properties`) {
        try {
          const parsed: unknown = JSON.parse(value);
          if (!isRecord(parsed)) throw 0;
          Object.assign(whole, parsed);
        } catch {
          warn(`${name} ${formatValue(value)} is not a JSON object: left out`);
        }
      }
    }
  }
  const properties = { ...whole, ...single };
  return Object.keys(properties).length ? properties : undefined;
}

const toCamelCase = (name: string) => name.replace(/-+(.)/g, (_, letter: string) => letter.toUpperCase());
