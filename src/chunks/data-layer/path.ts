/**
 * Notices that the page has another path. Engines without the Navigation API fire no event for `pushState`, so the
 * caller runs `check` before it handles an entry.
 */

import { listen, type Stop } from '../../browser/listen';
import { ownGlobal } from '../../browser/native';

export function watchPath(onChange: () => void): { check: () => void; stop: Stop } {
  let current = location.pathname;
  const check = () => {
    const { pathname } = location;
    if (pathname === current) return;
    current = pathname;
    onChange();
  };
  const navigation = ownGlobal('navigation') as EventTarget | undefined;
  return { check, stop: listen(navigation, 'currententrychange', check) };
}
