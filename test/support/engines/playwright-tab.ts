/** Adapts a Playwright page to the interface of `Tab`: for Chromium, Firefox and Playwright's own WebKit. */
import type { Page } from 'playwright';
import type { Tab } from './tab';

const loadTimeoutMs = 20_000;

export const toTab = (page: Page): Tab => ({
  page,
  goto: async (url) => {
    await page.goto(url, { timeout: loadTimeoutMs });
  },
  reload: async () => {
    await page.reload({ timeout: loadTimeoutMs });
  },
  evaluate: (expression) => page.evaluate(expression),
  move: ({ x, y }) => page.mouse.move(x, y),
  down: () => page.mouse.down(),
  up: () => page.mouse.up(),
  doubleClick: ({ x, y }) => page.mouse.dblclick(x, y),
  click: async ({ x, y }, button, modifiers) => {
    for (const modifier of modifiers) await page.keyboard.down(modifier);
    await page.mouse.click(x, y, { button });
    for (const modifier of modifiers) await page.keyboard.up(modifier);
  },
  wheel: async (at, by) => {
    await page.mouse.move(at.x, at.y);
    await page.mouse.wheel(by.x, by.y);
  },
  press: (key, modifiers) => page.keyboard.press([...modifiers, key].join('+')),
  show: () => page.bringToFront(),
  close: () => page.close({ runBeforeUnload: false }),
});
