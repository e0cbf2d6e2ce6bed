/** Which of several requests that were signed ahead is used. */

import { expect, test } from 'vitest';
import { createSignedAhead } from '../../src/aws/signed-ahead';
import { idOf, rowOf } from '../support/unit-rows';
import { settled } from '../support/unit-timers';

/** `fails` names the first rows of the batches that cannot be signed. */
function open(...fails: string[]) {
  const told: string[] = [];
  const ahead = createSignedAhead(async (batch, turn) => {
    const id = batch.map(idOf).join();
    told.push(`${turn ? 'sign' : 'put'} ${id}`);
    if (fails.includes(id)) throw new Error(`no credentials for ${id}`);
    await turn;
    told.push(`gone ${id}`);
  });
  return { ...ahead, told };
}

const [a, b] = [[rowOf('a')], [rowOf('b')]];

test('one that cannot be signed is dropped, and put when it is its turn', async () => {
  const { sign, put, told } = open('a');
  sign(a);
  await settled();
  await expect(put(a)).rejects.toThrow('no credentials for a');
  expect(told).toEqual(['sign a', 'put a']);
});

test('one that fails takes none along that was signed after it', async () => {
  const { sign, put, told } = open('a');
  sign(a);
  sign(b);
  await settled();
  await put(b);
  expect(told).toEqual(['sign a', 'sign b', 'gone b']);
});

test('it goes once: the same batch again is put anew', async () => {
  const { sign, put, told } = open();
  sign(a);
  await put(a);
  await put(a);
  expect(told).toEqual(['sign a', 'gone a', 'put a', 'gone a']);
});

test('another batch, a longer and a shorter one are put anew', async () => {
  for (const other of [b, [...a, ...b], []]) {
    const { sign, put, told } = open();
    sign(a);
    await put(other);
    expect(told.slice(1)).toEqual([`put ${other.map(idOf)}`, `gone ${other.map(idOf)}`]);
  }
});
