import { expect, test } from 'vitest';
import { batchOf, goodEvent } from './local-aws-client.js';
import { idsOf, type Visitor, withVisitor } from './local-aws-recommend-client.js';

const plants = ['rubber-plant', 'olive-tree', 'saguaro'];
const all = { numResults: 500 };

/** The recommendations for a user without events. */
const strangersList = ({ recommend }: Visitor) => recommend('for-you', { ...all, userId: 'stranger' });
const listOf = ({ recommend }: Visitor, userId: string) => recommend('for-you', { ...all, userId });

test('an anonymous visitor is identified by the session id', () =>
  withVisitor(async (visitor) => {
    await visitor.did({ sessionId: 's-1' }, 'View', ...plants);
    expect(await listOf(visitor, 's-1')).not.toEqual(await strangersList(visitor));
  }));

test('an event with both ids moves the events of the session to the user', () =>
  withVisitor(async (visitor) => {
    await visitor.did({ sessionId: 's-1' }, 'View', ...plants);
    const anonymous = await listOf(visitor, 's-1');
    expect(await listOf(visitor, 'u-1')).toEqual(await strangersList(visitor));
    const bridge = { eventId: 'bridge', eventType: 'SignIn', sentAt: goodEvent.sentAt };
    await visitor.call('/events', { ...batchOf(bridge), userId: 'u-1' });
    expect(await listOf(visitor, 'u-1')).toEqual(anonymous);
    expect(await listOf(visitor, 's-1')).toEqual(await strangersList(visitor));
  }));

test('a bridge that repeats an event of the session adds nothing', () =>
  withVisitor(async (visitor) => {
    await visitor.did({ sessionId: 's-1' }, 'View', ...plants);
    const anonymous = await listOf(visitor, 's-1');
    const [first] = visitor.aws.state.events;
    await visitor.call('/events', { ...batchOf({ ...first, eventId: 'bridge' }), userId: 'u-1' });
    expect(await listOf(visitor, 'u-1')).toEqual(anonymous);
  }));

test('an event that was captured before the bridge and arrives after it belongs to the user', () =>
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

test('an event counts once per id, and once per second if it is otherwise the same', () =>
  withVisitor(async (visitor) => {
    await visitor.call('/events', batchOf({ ...goodEvent, eventId: 'a' }, { ...goodEvent, eventId: 'b' }));
    await visitor.call('/events', batchOf({ ...goodEvent, eventId: 'a', sentAt: goodEvent.sentAt + 1 }));
    // Viewed as often as i-1 really was, and listed before it by id.
    await visitor.did({ sessionId: 's-2' }, 'View', 'i-0');
    const ids = idsOf(await visitor.recommend('most-viewed', all));
    expect(ids.indexOf('i-0')).toBeLessThan(ids.indexOf('i-1'));
    expect(visitor.aws.state.events).toHaveLength(4);
  }));

test('ignored and refused events do not change recommendations', () =>
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
