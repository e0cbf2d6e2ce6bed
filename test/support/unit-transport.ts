/** A transport that answers as the test says, and remembers what it was asked to send. */

import type { Row } from '../../src/core/event';
import type { SendResult, Transport } from '../../src/delivery/transport';
import { idOf } from './unit-rows';

export const delivered: SendResult = { kind: 'delivered' };
export const retry: SendResult = { kind: 'retry', why: 'server', message: 'InternalFailure' };
export const disabled: SendResult = { kind: 'disabled', why: 'AccessDeniedException' };

export interface Scripted extends Transport {
  /** The ids of each request, in the order of the requests. */
  requests: string[][];
  /** Every row that was handed over, as it was at that moment. */
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

/** As PutEvents has it: one bad event, and the whole call is refused. */
export const refusing = (bad: readonly string[]) =>
  scripted((ids) =>
    ids.some((id) => bad.includes(id)) ? { kind: 'refused', why: 'InvalidInputException: bad' } : delivered,
  );

/** A promise that the test keeps open for as long as it likes. */
export function gate<T>(): { promise: Promise<T>; open: (value: T) => void } {
  let open: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}
