/**
 * Creates a random UUID. `crypto.randomUUID` exists in secure contexts only. In other contexts the UUID is taken from
 * the end of a blob URL (https://w3c.github.io/FileAPI/#unicodeBlobURL).
 */

export function uuid(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const url = URL.createObjectURL(new Blob());
  URL.revokeObjectURL(url);
  return url.slice(-36);
}
