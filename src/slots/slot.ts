/** What the page has written onto a container that is to be filled or ranked. */

import { composedPathOf } from '../browser/composed-path';
import { failure } from '../browser/failure';
import type { RecommendRequest } from '../recommendations';

/** Long enough for a visit that has its credentials, short enough for nobody to have begun to read. */
const TIMEOUT_MS = 1000;
/** What the request is made of, the ARN first. */
const NAMES = [
  'recommend',
  'rank',
  'num-results',
  'filter-arn',
  'filter-values',
  'context',
  'promotions',
  'metadata-columns',
  'timeout',
];

/** Does it within the slot's time. */
export type InTime = <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

export interface Slot {
  kind: 'recommend' | 'rank';
  timeoutMs: number;
  /** Another one is another question. */
  signature: string;
  /** Throws a failure that names the attribute. */
  toRequest(): RecommendRequest & { campaignArn: string };
}

export function readSlot(container: Element, prefix: string): Slot {
  const own = (name: string) => container.getAttribute(`${prefix}-${name}`) || undefined;
  const nearest = (name: string) =>
    composedPathOf(container)
      .map((node) => (node instanceof Element ? node.getAttribute(`${prefix}-${name}`) : undefined))
      .find(Boolean) || undefined;
  const json = (name: string) => {
    const text = own(name);
    try {
      return text && JSON.parse(text);
    } catch {
      throw failure('InvalidInputException', `${prefix}-${name} is not JSON`);
    }
  };
  const kind = container.hasAttribute(`${prefix}-recommend`) ? 'recommend' : 'rank';
  const arn = own(kind) ?? '';
  const itemId = kind === 'recommend' ? nearest('item-id') : undefined;
  const eventAttributionSource = nearest('attribution-source');

  return {
    kind,
    timeoutMs: Number(own('timeout') ?? TIMEOUT_MS) || TIMEOUT_MS,
    signature: JSON.stringify([...NAMES.map(own), itemId]),
    toRequest() {
      const resource = arn.split(':')[5]?.split('/')[0];
      const kinds = kind === 'recommend' ? ['recommender', 'campaign'] : ['campaign'];
      if (!resource || !kinds.includes(resource)) {
        throw failure('InvalidInputException', `"${arn}" is not the ARN of a ${kinds.join(' or a ')}`);
      }
      const columns = own('metadata-columns')?.split(/[\s,]+/);
      const count = own('num-results');
      const request = {
        [`${resource}Arn`]: arn,
        itemId,
        numResults: count && Number(count),
        filterArn: own('filter-arn'),
        filterValues: json('filter-values'),
        context: json('context'),
        promotions: json('promotions'),
        metadataColumns: columns,
        metricAttribution: eventAttributionSource && { eventAttributionSource },
      };
      return request as unknown as RecommendRequest & { campaignArn: string };
    },
  };
}
