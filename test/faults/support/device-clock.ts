/** The clock of the device is set: pages see another time, while `performance.now()` and the service go on. */
import type { Stage } from './stage';

declare global {
  var deviceIsOff: number;
}

/** Runs in the page, before the tag. */
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

/** How far the device is off from now on, in all tabs; the first becomes the current one. Not by storage, of which a tab hears when it likes. */
export async function setDeviceClock(stage: Stage, ms: number): Promise<void> {
  const { visitor } = stage;
  stage.before(`globalThis.deviceIsOff = ${ms}; (${String(withDeviceClock)})();`);
  for (let tab = (await visitor.tabCount()) - 1; tab >= 0; tab--) {
    await visitor.useTab(tab);
    await visitor.evaluate((deviceIsOff) => void Object.assign(globalThis, { deviceIsOff }), ms);
  }
}
