/** Checks whether an item is shown, apart from where its box is. */

import { native } from '../../browser/native';

/**
 * Checks `visibility`, `opacity` and `content-visibility`, which geometry ignores. Engines before 2024 cannot check.
 */
export const isShown = (element: Element): boolean =>
  native(element, 'checkVisibility', {
    checkOpacity: true,
    checkVisibilityCSS: true,
    contentVisibilityAuto: true,
  }) ?? true;
