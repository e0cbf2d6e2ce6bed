/** A transport that gives the answers of the test, and records its requests. */

import type { Row } from '../../src/core/event';
import type { SendResult, Transport } from '../../src/delivery/transport';
import { idOf } from './unit-rows';

export const delivered: SendResult = { kind: 'delivered' };
export const retry: SendResult = { kind: 'retry', why: 'server', message: 'InternalFailure' };
export const disabled: SendResult = { kind: 'disabled', why: 'AccessDeniedException' };

export interface Scripted extends Transport {
  /** The ids of each request, in the order of the requests. */
  requests: string[][];
  /** A copy of every row that was sent, at the time of its request. */
  copies: Row[];
}

export function scripted(
  answer: (ids: string[], nth: number) => SendResult | Promise<SendResult> = () => delivered,
): Scripted {
  const requests: string[][] = [];
  const copies: Row[] = [];
  return {
    requests,
    copies,
    prepare: () => Promise.resolve(undefined),
    ready: () => true,
    send(batch) {
      const ids = batch.map(idOf);
      requests.push(ids);
      copies.push(...structuredClone(batch));
      return Promise.resolve(answer(ids, requests.length - 1));
    },
  };
}

/** Like PutEvents: one bad event refuses the whole call. */
export const refusing = (bad: readonly string[]) =>
  scripted((ids) =>
    ids.some((id) => bad.includes(id)) ? { kind: 'refused', why: 'InvalidInputException: bad' } : delivered,
  );

/** A promise that the test resolves. */
export function gate<T>(): { promise: Promise<T>; open: (value: T) => void } {
  let open: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}
