/** Requests recommendations from the local AWS, and sends events to it. */
import type { LocalAws } from '../../demo/local-aws/server.js';
import {
  callSigned,
  goodEvent,
  guestKey,
  type Key,
  noon,
  type Reply,
  trackingId,
  withLocalAws,
} from './local-aws-client.js';

export const arn = (resource: string) => `arn:aws:personalize:us-east-1:000000000000:${resource}`;
export const recommender = (name: string) => arn(`recommender/local-${name}`);
export const rankingArn = arn('campaign/local-ranking');
export const categoryFilter = arn('filter/local-category');
export const notPurchasedFilter = arn('filter/local-not-purchased');

export interface Predicted {
  itemId: string;
  score?: number;
  promotionName?: string;
  metadata?: Record<string, string>;
}

export interface Visitor {
  aws: LocalAws;
  key: Key;
  /** The complete answer or refusal. */
  call: (path: string, input: unknown) => Promise<Reply>;
  /** Sends one event per item, one second apart. */
  did: (
    whom: { userId?: string; sessionId?: string },
    eventType: string,
    ...itemIds: string[]
  ) => Promise<void>;
  recommend: (name: string, input?: Record<string, unknown>) => Promise<Predicted[]>;
  rank: (input: Record<string, unknown>) => Promise<Predicted[]>;
}

/** A visitor of a new local AWS with its own clock. */
export const withVisitor = (run: (visitor: Visitor) => Promise<void>) =>
  withLocalAws(async (aws) => {
    const key = await guestKey(aws);
    const call = (path: string, input: unknown) => callSigned(aws, key, path, input);
    const answered = async (path: string, input: unknown) => {
      const reply = await call(path, input);
      if (reply.status !== 200) throw new Error(`${reply.status} ${reply.type}: ${reply.message}`);
      return JSON.parse(reply.body || '{}');
    };
    let second = 0;
    await run({
      aws,
      key,
      call,
      did: async ({ userId, sessionId = 's-1' }, eventType, ...itemIds) => {
        for (const itemId of itemIds) {
          second += 1;
          const event = {
            ...goodEvent,
            eventId: `e-${second}`,
            eventType,
            itemId,
            sentAt: noon / 1000 + second,
          };
          await answered('/events', { trackingId, userId, sessionId, eventList: [event] });
        }
      },
      recommend: async (name, input = {}) =>
        (await answered('/recommendations', { recommenderArn: recommender(name), userId: 'u-1', ...input }))
          .itemList,
      rank: async (input) =>
        (await answered('/personalize-ranking', { campaignArn: rankingArn, userId: 'u-1', ...input }))
          .personalizedRanking,
    });
  });

export const idsOf = (items: Predicted[]) => items.map((each) => each.itemId);
