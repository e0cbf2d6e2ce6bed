/** The chunk with the delivery, which loads after a delay, or fails to load. */

import type { Later } from '../../../src/browser/later';
import type { DeliveryModule } from '../../../src/delivery/transport';
import { createParts } from '../../../src/loader/lazy-parts';
import type { Life } from './life';
import type { Site } from './site';

export function createModelParts(
  createDelivery: DeliveryModule['createDelivery'],
  deps: { site: Site; life: Life; name: string; later: Later },
) {
  const { site, life, name, later } = deps;
  const noise = site.world.noise(`sender ${name}`);
  return createParts(
    () =>
      life.answer(
        new Promise((resolve, reject) => {
          site.world.after(noise.between(0, 100), () =>
            noise.chance(site.noChunk)
              ? reject(new TypeError('no chunk'))
              : resolve({ createDelivery } as never),
          );
        }),
      ),
    (message, ms) => site.log(`${name} loads the chunk again in ${ms.toFixed(0)} ms: ${message}`),
    later,
  );
}
