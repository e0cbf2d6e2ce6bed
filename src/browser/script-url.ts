/** The script element that is running us. Only the first, synchronous run of a classic script can ask. */

export const ownScript = document.currentScript as HTMLScriptElement | null;
