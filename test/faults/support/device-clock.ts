/** Sets the clock of the device: pages get another `Date`, while `performance.now()` and the service are unchanged. */
import type { Stage } from './stage';

declare global {
  var deviceIsOff: number;
}

/** Runs in the page before the tag. */
const withDeviceClock = (): void => {
  const Real = Date;
  const now = (): number => Real.now() + globalThis.deviceIsOff;
  window.Date = class extends Real {
    constructor(...args: unknown[]) {
      if (args.length > 0) super(...(args as [number]));
      else super(now());
    }
    static override now = now;
  } as DateConstructor;
};

/**
 * Sets the offset of the device clock in all tabs; the first tab becomes the current one. Not through storage, since a tab
 * receives storage events with a delay.
 */
export async function setDeviceClock(stage: Stage, ms: number): Promise<void> {
  const { visitor } = stage;
  stage.before(`globalThis.deviceIsOff = ${ms}; (${String(withDeviceClock)})();`);
  for (let tab = (await visitor.tabCount()) - 1; tab >= 0; tab--) {
    await visitor.useTab(tab);
    await visitor.evaluate((deviceIsOff) => void Object.assign(globalThis, { deviceIsOff }), ms);
  }
}
