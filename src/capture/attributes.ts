/**
 * What the page says about an element, read when the event happens and never earlier.
 *
 * The nearest element that has an attribute wins, from the target outwards, over open shadow roots and slots: that is
 * the order of `composedPath()`. What describes the interaction itself (its type, its value) is looked for up to the
 * item's own element and beyond it, but never past another item: a card must not take what its outer card says.
 */

import type { EventFields } from '../event';
import { show, toId, toNumber } from '../limits';

type Say = (message: string) => void;

/** What the words of `…-on` can be. */
export type Trigger = 'click' | 'view' | 'submit' | 'change';

export interface Observed {
  itemId: string;
  /** The list it stands in, by name; a container that carries a recommendation is one, too. */
  list: string | undefined;
  fields: EventFields;
  /** The type of the event that `trigger` sends, `undefined` where it sends none. */
  eventType(trigger: Trigger): string | undefined;
}

/** What is observed along `path`, innermost first; `undefined` where there is no item or the page said to look away. */
export function observe(path: readonly EventTarget[], prefix: string, say: Say): Observed | undefined {
  const elements = path.filter((target): target is Element => target instanceof Element);
  const has = (element: Element, name: string) => element.hasAttribute(`${prefix}-${name}`);
  const read = (element: Element | undefined, name: string) =>
    element?.getAttribute(`${prefix}-${name}`) ?? undefined;
  const nearest = (within: readonly Element[], name: string) =>
    read(
      within.find((element) => has(element, name)),
      name,
    );

  const item = elements.findIndex((element) => has(element, 'item-id'));
  if (item < 0 || elements.some((element) => has(element, 'ignore'))) return;
  const given = nearest(elements, 'item-id');
  const itemId = toId(given);
  if (!itemId) {
    return void say(`${prefix}-item-id ${show(given)} is not an id of 1 to 256 characters: not observed`);
  }
  const next = elements.findIndex((element, index) => index > item && has(element, 'item-id'));
  const own = next < 0 ? elements : elements.slice(0, next);

  const fields: EventFields = { itemId };
  const value = nearest(own, 'event-value');
  if (value !== undefined) {
    fields.eventValue = toNumber(value);
    if (fields.eventValue === undefined)
      say(`${prefix}-event-value ${show(value)} is not a number: left out`);
  }
  const recommendationId = nearest(elements, 'recommendation-id');
  if (recommendationId) fields.recommendationId = recommendationId;
  const eventAttributionSource = nearest(elements, 'attribution-source');
  if (eventAttributionSource) fields.metricAttribution = { eventAttributionSource };
  const properties = readProperties(elements, prefix, say);
  if (properties) fields.properties = properties;

  const list = elements.find(
    (element, index) => has(element, 'list') || (index > item && has(element, 'recommendation-id')),
  );
  const type = nearest(own, 'event-type');
  const on = (nearest(own, 'on') || 'click').split(/\s+/);
  return {
    itemId,
    list: read(list, 'list') ?? read(list, 'recommendation-id'),
    fields,
    eventType: (trigger) =>
      type === 'none' || !on.includes(trigger) ? undefined : type || (trigger === 'view' ? 'View' : 'Click'),
  };
}

/** `…-properties` (JSON) and then `…-prop-some-name` of all elements, the outermost first so that the nearest wins. */
function readProperties(
  elements: readonly Element[],
  prefix: string,
  say: Say,
): Record<string, string> | undefined {
  const whole: Record<string, string> = {};
  const single: Record<string, string> = {};
  for (const element of [...elements].reverse()) {
    const json = element.getAttribute(`${prefix}-properties`);
    if (json) {
      try {
        const parsed: unknown = JSON.parse(json);
        if (!parsed || typeof parsed !== 'object' || Array.isArray(parsed)) throw new TypeError();
        Object.assign(whole, parsed);
      } catch {
        say(`${prefix}-properties ${show(json)} is not a JSON object: left out`);
      }
    }
    for (const { name, value } of element.attributes) {
      if (name.startsWith(`${prefix}-prop-`)) single[toCamelCase(name.slice(prefix.length + 6))] = value;
    }
  }
  const properties = { ...whole, ...single };
  return Object.keys(properties).length ? properties : undefined;
}

const toCamelCase = (name: string) =>
  name.replace(/-+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
