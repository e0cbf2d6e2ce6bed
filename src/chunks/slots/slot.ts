/** Reads the attributes of a container that is filled or ranked. */

import { failure } from '../../browser/failure';
import { native } from '../../browser/native';
import type { SlotParts } from '../../core/sources';
import type { RecommendRequest } from '../../recommendations/recommendations';
import type { RuntimeCommands } from '../../recommendations/runtime';
import type { ShowInstead } from './show-instead';

/** Long enough for a visit that has credentials, and short enough that the visitor has not started to read. */
const TIMEOUT_MS = 1000;
/** The members of the request besides the ARN, each with the parser of its attribute. */
const MEMBERS: Record<string, (text: string) => unknown> = {
  'num-results': Number,
  'filter-arn': String,
  'filter-values': JSON.parse,
  context: JSON.parse,
  promotions: JSON.parse,
  'metadata-columns': (text) => text.split(/[\s,]+/),
};

/** Sends a request with the timeout of the slot. */
export type Ask = <N extends keyof RuntimeCommands>(
  name: N,
  request: Partial<RuntimeCommands[N]['request']>,
) => Promise<RuntimeCommands[N]['result']>;

/** The functions and settings that fill or rank a slot. */
export type Parts = Pick<SlotParts, 'read' | 'warn'> &
  Pick<SlotParts['recommender'], 'stamp'> &
  Pick<ShowInstead, 'show'> & {
    prefix: string;
    ask: Ask;
  };

/** A ranked slot always has a `campaignArn`. */
type SlotRequest = RecommendRequest & { campaignArn: string };

export interface Slot {
  kind: 'recommend' | 'rank';
  timeoutMs: number;
  /** Identifies the request: a different key needs another request. */
  key: string;
  /** Throws a failure that names the attribute. */
  toRequest(): SlotRequest;
}

/** `path`: the container and its ancestors, innermost first. */
export function readSlot(container: Element, prefix: string, path: readonly EventTarget[]): Slot {
  const own = (name: string) => native(container, 'getAttribute', `${prefix}-${name}`);
  const nearest = (name: string) =>
    path
      // Nodes that are not elements have no such method, and `native` returns `undefined`.
      .map((node) => native(node as Element, 'getAttribute', `${prefix}-${name}`))
      .find(Boolean) as string | undefined;
  const kind = native(container, 'hasAttribute', `${prefix}-recommend`) ? 'recommend' : 'rank';
  const arn = own(kind) ?? '';
  const itemId = kind === 'rank' ? undefined : nearest('item-id');
  const eventAttributionSource = nearest('attribution-source');

  return {
    kind,
    timeoutMs: Number(own('timeout')) || TIMEOUT_MS,
    key: JSON.stringify([kind, arn, itemId, ...Object.keys(MEMBERS).map(own)]),
    toRequest() {
      const kinds = kind === 'rank' ? 'campaign' : 'recommender or campaign';
      const resource = arn.split(/[:/]/)[5] as string;
      if (!kinds.split(' or ').includes(resource)) {
        throw failure('InvalidInputException', `"${arn}" is not the ARN of a ${kinds}`);
      }
      const request: Partial<SlotRequest> & Record<string, unknown> = {
        [`${resource}Arn`]: arn,
        itemId,
        metricAttribution: eventAttributionSource ? { eventAttributionSource } : undefined,
      };
      for (const [name, read] of Object.entries(MEMBERS)) {
        try {
          const text = own(name);
          if (text) request[name.replace(/-./, ([, letter = '']) => letter.toUpperCase())] = read(text);
        } catch {
          throw failure('InvalidInputException', `${prefix}-${name} is not JSON`);
        }
      }
      return request as SlotRequest;
    },
  };
}
