/**
 * A random UUID. `crypto.randomUUID` exists in secure contexts only; in the others the URL of a blob ends in one
 * (https://w3c.github.io/FileAPI/#unicodeBlobURL).
 */

export function uuid(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const url = URL.createObjectURL(new Blob());
  URL.revokeObjectURL(url);
  return url.slice(-36);
}
