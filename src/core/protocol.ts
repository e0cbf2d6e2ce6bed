/**
 * Version of the interfaces between the tag and its chunks; it changes with them. A cached tag may load a chunk of
 * another release. If the versions differ, the tag keeps its events and does not use the chunk.
 */
export const PROTOCOL = 2;
