/**
 * Listens to an IAB platform: its function in this page, or in an ancestor frame, which is found by the frame that the
 * platform adds as a sign and answers messages.
 */

import { type Stop, stopAll } from '../../browser/listen';
import { type Answer, attempt } from './answer';
import type { PlatformPage } from './follow';
import { lookFor } from './look-for';

type Callback = (value: unknown, isSuccess: unknown) => void;
/** Calls a command of the platform. */
type Call = (command: string, callback: Callback, parameter?: unknown) => void;

const MOST_FRAMES = 20;

/** `read` reads what the platform says, and may throw. Only TCF needs the version. */
export function listenToIab<T>(
  name: '__tcfapi' | '__gpp',
  version: number | undefined,
  page: PlatformPage,
  read: (value: T) => Answer,
  onAnswer: (answer: Answer) => void,
): Stop {
  let call: Call | undefined;
  let listenerId: unknown;
  let stopMessages: Stop | undefined;

  const onEvent: Callback = (value, isSuccess) =>
    onAnswer(
      attempt(() => {
        listenerId ??= (value as { listenerId: unknown }).listenerId;
        return isSuccess ? read(value as T) : 'pending';
      }),
    );

  const toFrame = (frame: Window): Call => {
    const callId = Math.random();
    // Other frames could answer too, to give consent in place of the visitor.
    stopMessages = page.listen<MessageEvent>(window, 'message', ({ source, data }) => {
      const answer = source === frame && data?.[`${name}Return`];
      if (answer?.callId === callId) onEvent(answer.returnValue, answer.success);
    });
    return (command, _, parameter) =>
      frame.postMessage({ [`${name}Call`]: { command, version, parameter, callId } }, '*');
  };

  function find(): Call | undefined {
    const api = Reflect.get(globalThis, name) as unknown;
    if (typeof api === 'function')
      return version ? (command, ...rest) => api(command, version, ...rest) : (api as Call);
    let frame: Window = window;
    // A page can replace `parent`, so it may never end.
    for (let left = MOST_FRAMES; left-- && frame !== frame.parent; ) {
      frame = frame.parent;
      try {
        if (Reflect.get(frame.frames, `${name}Locator`)) return toFrame(frame);
      } catch {
        // A frame of another origin that has no frame of this name.
      }
    }
    return undefined;
  }

  const stopLooking = lookFor(page, () => {
    // A platform that throws is not asked again.
    attempt(() => {
      call = find();
      call?.('addEventListener', onEvent);
    });
    return call;
  });
  return stopAll(stopLooking, () => {
    stopMessages?.();
    attempt(() => call?.('removeEventListener', () => {}, listenerId));
  });
}
