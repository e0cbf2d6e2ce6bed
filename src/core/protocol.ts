/**
 * What the tag and its chunks agree upon. It changes with the interfaces between them: a tag out of a cache may load chunks
 * of another release, and keeps its events instead of handing them over to what may not understand them.
 */
export const PROTOCOL = 1;
