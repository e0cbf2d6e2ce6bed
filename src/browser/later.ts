/**
 * Starts a timer and returns a function that cancels it. Code that depends on time takes `later` as a parameter, so
 * that tests can control the time.
 */

import { guard, type Stop } from './listen';

export type Later = (fn: () => void, ms: number) => Stop;

export const later: Later = (fn, ms) => {
  const timer = setTimeout(guard(fn), ms);
  return () => clearTimeout(timer);
};
