/** Starts the desk. */

import { startControls } from './controls.js';
import { find } from './find.js';
import { startPanel } from './panel.js';
import { startShopFrame } from './shop-frame.js';

const endpoint = document.body.dataset.endpoint ?? '';

startPanel(endpoint);
startControls(endpoint);
startShopFrame(/** @type {HTMLIFrameElement} */ (find('[data-shop]')));
