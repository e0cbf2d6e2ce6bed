/** The script element that is running us. Only the first, synchronous run of a classic script can ask. */

export const ownScript: HTMLScriptElement | undefined =
  typeof document === 'object' && document.currentScript instanceof HTMLScriptElement
    ? document.currentScript
    : undefined;
