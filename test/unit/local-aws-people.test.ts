import { expect, test } from 'vitest';
import { batchOf, goodEvent } from './local-aws-client.js';
import { idsOf, type Visitor, withVisitor } from './local-aws-recommend-client.js';

const plants = ['rubber-plant', 'olive-tree', 'saguaro'];
const all = { numResults: 500 };

/** What someone is shown who did nothing yet. */
const strangersList = ({ recommend }: Visitor) => recommend('for-you', { ...all, userId: 'stranger' });
const listOf = ({ recommend }: Visitor, userId: string) => recommend('for-you', { ...all, userId });

test('an anonymous visitor is known by the session id', () =>
  withVisitor(async (visitor) => {
    await visitor.did({ sessionId: 's-1' }, 'View', ...plants);
    expect(await listOf(visitor, 's-1')).not.toEqual(await strangersList(visitor));
  }));

test('an event with both ids hands the session to the user, and nothing is left of it', () =>
  withVisitor(async (visitor) => {
    await visitor.did({ sessionId: 's-1' }, 'View', ...plants);
    const anonymous = await listOf(visitor, 's-1');
    expect(await listOf(visitor, 'u-1')).toEqual(await strangersList(visitor));
    const bridge = { eventId: 'bridge', eventType: 'SignIn', sentAt: goodEvent.sentAt };
    await visitor.call('/events', { ...batchOf(bridge), userId: 'u-1' });
    expect(await listOf(visitor, 'u-1')).toEqual(anonymous);
    expect(await listOf(visitor, 's-1')).toEqual(await strangersList(visitor));
  }));

test('a bridge that repeats what the session did adds nothing to it', () =>
  withVisitor(async (visitor) => {
    await visitor.did({ sessionId: 's-1' }, 'View', ...plants);
    const anonymous = await listOf(visitor, 's-1');
    const [first] = visitor.aws.state.events;
    await visitor.call('/events', { ...batchOf({ ...first, eventId: 'bridge' }), userId: 'u-1' });
    expect(await listOf(visitor, 'u-1')).toEqual(anonymous);
  }));

test('what was captured before the bridge and arrives after it is the user’s too', () =>
  withVisitor(async (visitor) => {
    await visitor.did({ sessionId: 's-1', userId: 'u-1' }, 'View', 'market-tote');
    await visitor.did({ sessionId: 's-1' }, 'Purchase', 'tide-vase');
    expect(idsOf(await listOf(visitor, 'u-1'))).not.toContain('tide-vase');
  }));

test('a second user of a session gets nothing of the first', () =>
  withVisitor(async (visitor) => {
    await visitor.did({ sessionId: 's-1' }, 'Purchase', 'tide-vase');
    await visitor.did({ sessionId: 's-1', userId: 'u-1' }, 'View', 'market-tote');
    await visitor.did({ sessionId: 's-1', userId: 'u-2' }, 'View', 'market-tote');
    expect(idsOf(await listOf(visitor, 'u-1'))).not.toContain('tide-vase');
    expect(idsOf(await listOf(visitor, 'u-2'))).toContain('tide-vase');
  }));

test('an event counts once: with a known id, or the same to the second', () =>
  withVisitor(async (visitor) => {
    await visitor.call('/events', batchOf({ ...goodEvent, eventId: 'a' }, { ...goodEvent, eventId: 'b' }));
    await visitor.call('/events', batchOf({ ...goodEvent, eventId: 'a', sentAt: goodEvent.sentAt + 1 }));
    // As often viewed as i-1 truly was, and before it by id.
    await visitor.did({ sessionId: 's-2' }, 'View', 'i-0');
    const ids = idsOf(await visitor.recommend('most-viewed', all));
    expect(ids.indexOf('i-0')).toBeLessThan(ids.indexOf('i-1'));
    expect(visitor.aws.state.events).toHaveLength(4);
  }));

test('events that were thrown away, or refused, teach nothing', () =>
  withVisitor(async (visitor) => {
    const before = await strangersList(visitor);
    await visitor.call('/events', { ...batchOf(goodEvent), sessionId: 'null' });
    await visitor.call('/events', batchOf(goodEvent, { ...goodEvent, eventId: '' }));
    expect(await strangersList(visitor)).toEqual(before);
  }));

test('an item id in the properties, where older clients put it, counts', () =>
  withVisitor(async (visitor) => {
    const { itemId, ...old } = { ...goodEvent, properties: '{"itemId":"old-fashioned"}' };
    expect(itemId).toBe('i-1');
    await visitor.call('/events', batchOf(old));
    expect(idsOf(await visitor.recommend('most-viewed', all))).toContain('old-fashioned');
  }));
