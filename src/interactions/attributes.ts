/**
 * Reads the attributes of an item and its ancestors when the event happens, never earlier.
 *
 * The value of the nearest element that has the attribute wins. The search goes from the target to the document,
 * through open shadow roots and slots, in the order of `composedPath()`. Attributes of the interaction (its type, its
 * value) are also read from ancestors of the item, but the search stops at the next item: a card must not use the
 * values of a card around it.
 */

import { isElement, native } from '../browser/native';
import type { EventFields } from '../core/event-fields';
import { formatValue, isRecord, toId, toNumber } from '../core/limits';

type Warn = (message: string) => void;

/** The words allowed in `…-on`. */
export type Trigger = 'click' | 'view' | 'submit' | 'change';

export interface Observed {
  /** The element with the item id. */
  item: Element;
  itemId: string;
  /**
   * The name of the list that contains the item. A container with a recommendation id is a list too, named by that id.
   */
  list: string | undefined;
  /** The element that names the list, or the document. */
  container: Node;
  /** The value of `…-event-type`, including `none`. */
  type: string | undefined;
  /** The type of the event that `trigger` sends, or `undefined` if it sends none. */
  eventType(trigger: Trigger): string | undefined;
  /** The fields of the event. Read on the interaction only, because observing 10,000 cards does not need them. */
  fields(): EventFields;
}

/** Reads the item along `path`, innermost node first. Returns `undefined` if there is no item or `…-ignore` is set. */
export function observe(path: readonly EventTarget[], prefix: string, warn: Warn): Observed | undefined {
  const elements = path.filter(isElement);
  const own = (element: Element | undefined, name: string) =>
    (element && native(element, 'getAttribute', `${prefix}-${name}`))?.trim();
  const has = (name: string) => (element: Element) => own(element, name) != null;
  const nearest = (name: string, within = elements) => own(within.find(has(name)), name);

  const itemAt = elements.findIndex(has('item-id'));
  const item = elements[itemAt];
  if (!item || elements.some(has('ignore'))) return;
  const given = own(item, 'item-id');
  const itemId = toId(given);
  if (!itemId) {
    return void warn(
      `${prefix}-item-id ${formatValue(given)} is not an id of 1 to 256 characters: not observed`,
    );
  }
  const next = elements.findIndex((element, index) => index > itemAt && has('item-id')(element));
  const inner = next < 0 ? elements : elements.slice(0, next);
  const container = elements.find(
    (element, index) => has('list')(element) || (index > itemAt && has('recommendation-id')(element)),
  );
  const type = nearest('event-type', inner);

  return {
    item,
    itemId,
    list: own(container, 'list') ?? own(container, 'recommendation-id'),
    container: container ?? document,
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

/**
 * Merges `…-properties` (JSON) of all elements, then `…-prop-some-name` of all elements. The outermost element comes
 * first, so that the nearest wins.
 */
function readProperties(elements: readonly Element[], prefix: string, warn: Warn): EventFields['properties'] {
  const fromJson: Record<string, unknown> = {};
  const fromAttributes: Record<string, string> = {};
  for (const element of [...elements].reverse()) {
    for (const { name, value } of native(element, 'attributes')) {
      if (name.startsWith(`${prefix}-prop-`))
        fromAttributes[toCamelCase(name.slice(prefix.length + 6))] = value;
      else if (name === `${prefix}-properties`) {
        try {
          const parsed: unknown = JSON.parse(value);
          if (!isRecord(parsed)) throw 0;
          Object.assign(fromJson, parsed);
        } catch {
          warn(`${name} ${formatValue(value)} is not a JSON object: left out`);
        }
      }
    }
  }
  const properties = { ...fromJson, ...fromAttributes };
  return Object.keys(properties).length ? properties : undefined;
}

const toCamelCase = (name: string) => name.replace(/-+(.)/g, (_, letter: string) => letter.toUpperCase());
