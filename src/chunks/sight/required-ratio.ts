/**
 * Returns the share of an item's pixels that must be in view: half; 30 % from 242,500 px², as the Media Rating Council
 * defines for large formats; and for an item larger than the viewport, half of the pixels that fit into the viewport at
 * once.
 */

const LARGE_PX2 = 242_500;
const LARGE_RATIO = 0.3;
/** All of an item under a scale transform can measure as 0.99999994 of it. */
const ALL = 0.999;

interface Size {
  width: number;
  height: number;
}

/** A share of the item's pixels, 0 to 1. `ratio` is the share for an item of normal size. */
export function requiredRatio({ width, height }: Size, viewport: Size | null, ratio: number): number {
  const area = width * height;
  // A cross-origin frame does not get the bounds of the viewport: there every item counts as fitting.
  const fitting = Math.min(width, viewport?.width ?? width) * Math.min(height, viewport?.height ?? height);
  if (fitting < area) return Math.min(ALL, Math.floor((ratio * fitting * 1e3) / area) / 1e3);
  return Math.min(area >= LARGE_PX2 ? LARGE_RATIO : ALL, ratio);
}
