/** Entry of personalize-data-layer.min.js. */

import type { DataLayerModule } from './sources';

export const startDataLayer: DataLayerModule['startDataLayer'] = () => () => {};
