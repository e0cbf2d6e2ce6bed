/** The chunk with the delivery, which loads after a delay, or fails to load. */

import { type Config, parseOptions } from '../../../src/api/config';
import type { Later } from '../../../src/browser/later';
import type { DeliveryModule } from '../../../src/delivery/transport';
import { createParts } from '../../../src/loader/lazy-parts';
import type { Life } from './life';
import type { Site } from './site';

export function toModelConfig(site: Site): Config {
  const config = parseOptions(
    {
      trackingId: site.visitor.trackingId,
      identityPoolId: 'us-east-1:10000000-0000-4000-8000-000000000001',
      store: { maxEvents: site.maxEvents },
    },
    () => {},
  );
  if (!config) throw new Error('the options are wrong');
  return config;
}

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
