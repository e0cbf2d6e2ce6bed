/** A timer that gives the way to stop it; a parameter wherever time matters, so that tests own it. */

import { guard, type Stop } from './listen';

export type Later = (fn: () => void, ms: number) => Stop;

export const later: Later = (fn, ms) => {
  const timer = setTimeout(guard(fn), ms);
  return () => clearTimeout(timer);
};
