/** Where a chunk is: beside the tag, or in the folder that option `transportUrl` names. */

/** `attempt` above 0 asks under another URL, since engines remember a module that failed to load. */
export function chunkUrl(
  file: string,
  folder: string | undefined,
  tagUrl: string | undefined,
  attempt: number,
): string {
  const base = folder
    ? new URL(folder.endsWith('/') ? folder : `${folder}/`, location.href)
    : tagUrl || location.href;
  return new URL(file, base) + (attempt ? `?retry=${attempt}` : '');
}
