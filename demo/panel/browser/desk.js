/** Starts the scripts of the demo page. */

import { startControls } from './controls.js';
import { find } from './find.js';
import { startPanel } from './panel.js';
import { startShopFrame } from './shop-frame.js';
import { startTabs } from './tabs.js';

const endpoint = document.body.dataset.endpoint ?? '';

startPanel(endpoint);
startControls(endpoint);
startTabs(find('[data-tabs]'));
startShopFrame(/** @type {HTMLIFrameElement} */ (find('[data-shop]')));
