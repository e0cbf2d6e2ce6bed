/** The command `init`: reads the options and starts the tag, in a prerendered page once it is shown. */

import { later } from '../browser/later';
import { listen } from '../browser/listen';
import { toJson } from '../browser/to-json';
import { isDebugAddress, log, setDebug, warn } from '../browser/warn';
import type { EpochMs } from '../core/event';
import { setRefusePersonal } from '../core/personal';
import { type Config, parseOptions } from './config';
import type { Observing } from './tag';
import type { TagAccess } from './tag-access';

/** `start` starts the tag of a page that was shown at `shownAt`, which is 0 if the page was not prerendered. */
export function createInit(
  access: TagAccess,
  start: (config: Config, shownAt: EpochMs) => Observing,
): (given: unknown) => void {
  let initialised: string | undefined;
  let shownAt = 0;

  return function init(given) {
    // A prerendered page may never be shown, so the tag starts when it is. An element of this name is not `true`.
    if ((document as Document & { prerendering?: unknown }).prerendering === true) {
      const begin = () => {
        shownAt = Date.now();
        if (!access.isOff()) init(given);
      };
      // In a later task, because this listener on window runs before the page's own listeners.
      return void listen(window, 'prerenderingchange', () => later(begin, 0));
    }
    // A second `init` is ignored: warnings about its options would mislead.
    const config = parseOptions(given, access.isStarted() ? () => {} : warn);
    const options = toJson(config);
    if (access.isStarted())
      return void (options !== initialised && warn('init again with other options: ignored'));
    if (!config) return access.settle('disabled');
    setRefusePersonal(config.refuse.personal);
    setDebug(config.debug || isDebugAddress());
    initialised = options;
    const { botFilter } = config;
    if (botFilter) warn(`option botFilter: ${botFilter} is a bot, nothing is captured`);
    access.settle('', start(config, shownAt));
    log('init', config);
  };
}
