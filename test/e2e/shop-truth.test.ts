/**
 * Random visits to the demo shop: the delivered events match what a witness in the page saw, every click and every
 * list.
 *
 * Each visit is generated from a seed, which is logged. `SHOP_VISITS=50` runs that many visits instead of three, and
 * `SHOP_SEED` starts at another seed.
 */
import type { Point } from '../support/engines/tab';
import { ownSeed } from '../support/own-seed';
import { createRandom } from '../support/random';
import { untilSettled } from '../support/shop-lists';
import { expect, expectEvents, test } from '../support/test';
import { type Clicked, impressionOf } from '../support/truth';
import type { Visitor } from '../support/visitor';
import { startWatchedShop } from '../support/watched-shop';

// One after the other: several shops at once keep IndexedDB of WebKit from answering in time.
test.describe.configure({ mode: 'default' });

const visits = Number(process.env.SHOP_VISITS ?? 3);
/** Visits per test, one after the other in one browser. */
const perTest = 3;

/** The event types of the shop's buttons. */
const meanings = { '.like[aria-pressed=false]': 'Like', '.card-add': 'AddToCart', '.card-link': 'Click' };
type Button = keyof typeof meanings;
const buttons = Object.keys(meanings) as Button[];

/** Without one, and with each of them. */
const disturbances = [undefined, 'banner', 'redraw'] as const;

for (const disturbance of disturbances)
  for (let start = 1; start <= (disturbance ? 1 : visits); start += perTest) {
    test(`delivered events match what was seen and clicked in the shop${disturbance ? ` (${disturbance})` : ''}, visit ${start} and those after it`, async ({
      visitor,
      aws,
      engine,
    }) => {
      test.setTimeout(90_000);
      for (let nth = start; nth < start + perTest && nth <= (disturbance ? 1 : visits); nth++) {
        const seed = ownSeed(engine, nth, process.env.SHOP_SEED);
        aws.reset();
        const shop = await startWatchedShop(aws.url, disturbance);
        await visitor.open(`${shop.url}/shop/`);
        const { done, clicked } = await visit(visitor, seed);
        expect(done.length, 'each click was witnessed').toBe(clicked.length);
        const expected = clicked.flatMap((click, index) => {
          const eventType = done[index];
          const chosen = { itemId: click.itemId, ...creditOf(click) };
          const interaction = { ...chosen, eventType, impression: impressionOf(click) };
          return eventType === 'Click' ? [interaction, { ...chosen, eventType: 'View' }] : [interaction];
        });
        await expectEvents(aws, expected, { withinMs: 45_000, repeats: true });
        const sum = (count: (click: Clicked) => number) =>
          clicked.reduce((all, each) => all + count(each), 0);
        const [sure, perhaps] = [sum((click) => click.sure.length), sum((click) => click.perhaps.length)];
        console.log(
          `${engine}, seed ${seed}: ${expected.length} events, ${sure} items seen, ${perhaps - sure} on the brink`,
        );
        await shop.close();
      }
    });
  }

/** The attribution of an item chosen from a list that Personalize has filled or ranked. */
const creditOf = ({ recommendationId, list }: Clicked) =>
  recommendationId ? { recommendationId, metricAttribution: { eventAttributionSource: list } } : {};

/** Scrolls, pauses, and presses buttons for some seconds, first on the front page and then on a product page. */
const visit = async (visitor: Visitor, seed: number) => {
  const { between, next, oneOf } = createRandom(seed);
  const done: string[] = [];
  const press = async (button: Button): Promise<boolean> => {
    // A list that is ranked later would move under the pointer.
    await untilSettled(visitor);
    const at = await visitor.evaluate(placeInView, button, next());
    if (at === null) return false;
    await visitor.click(at);
    done.push(meanings[button]);
    return true;
  };
  const lookAround = async (turns: number) => {
    for (let turn = 0; turn < turns; turn++) {
      await visitor.wheel(next() < 0.15 ? { x: between(100, 400) } : { y: between(-150, 500) });
      // Shorter or longer than the dwell time, seldom in between.
      await visitor.evaluate(rest, next() < 0.6 ? between(50, 500) : between(1250, 1500));
      if (next() < 0.6) await press(oneOf(buttons.slice(0, 2)));
    }
  };
  await lookAround(between(3, 5));
  await press(oneOf(buttons.slice(0, 2)));
  for (let turn = 0; !(await press('.card-link')); turn++) {
    if (turn > 20) throw new Error('no card is in view');
    await visitor.wheel({ y: 300 });
  }
  await visitor.waitForUrl('/shop/product/');
  await lookAround(between(1, 2));
  return { done, clicked: await visitor.evaluate(() => truth.clicks()) };
};

/** Waits for this long. Runs in the page. */
const rest = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The position of a button in view, once scrolling has ended. Runs in the page. */
const placeInView = async (selector: string, chance: number): Promise<Point | null> => {
  const frame = () => new Promise(requestAnimationFrame);
  for (let before = Number.NaN; before !== scrollY; ) {
    before = scrollY;
    for (let count = 0; count < 5; count++) await frame();
  }
  const places = [...document.querySelectorAll(`[data-personalize-list] ${selector}`)].flatMap((button) => {
    const { left, top, width, height } = button.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    return button.contains(document.elementFromPoint(x, y)) ? [{ x, y }] : [];
  });
  return places[Math.floor(chance * places.length)] ?? null;
};
