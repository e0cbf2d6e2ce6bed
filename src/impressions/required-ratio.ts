/**
 * How much of an item must be in view: half of it; 30 % from 242,500 px² on, as the Media Rating Council has it for large
 * formats; and of what does not fit into the viewport, half of what can be in it at once.
 */

const LARGE_PX2 = 242_500;
const LARGE_RATIO = 0.3;

/** A share of its pixels, where `ratio` is the one for most items. */
export function requiredRatio(
  { width, height }: DOMRectReadOnly,
  viewport: DOMRectReadOnly | null,
  ratio: number,
): number {
  const area = width * height;
  // A frame of another origin is not told its viewport's bounds: there everything is taken to fit.
  const fitting = Math.min(width, viewport?.width ?? width) * Math.min(height, viewport?.height ?? height);
  if (fitting < area) return Math.round((ratio * fitting * 1e3) / area) / 1e3;
  return area >= LARGE_PX2 ? Math.min(LARGE_RATIO, ratio) : ratio;
}
