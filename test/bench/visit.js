/** Makes one visit to the page of very many cards, and measures the main-thread time of each part. */

/** @typedef {Record<string, { spentMs: number, longestMs: number, elapsedMs?: number }>} Figures */
/** @typedef {import('playwright').Page} Page */

/**
 * @param {import('playwright').Browser} browser
 * @param {{ url: string, endpoint: string, slower: number, withTag: boolean }} options
 * @returns {Promise<Figures>}
 */
export async function visit(browser, { url, endpoint, slower, withTag }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  // CPU time of the thread, so that other programs on the machine do not count.
  await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: slower });

  const spent = async () => {
    const { metrics } = await devTools.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
  /** @type {Figures} */
  const figures = {};
  /** @param {string} name @param {() => Promise<unknown>} act */
  const time = async (name, act) => {
    await page.evaluate('void (longScripts.length = 0)');
    const [before, start] = [await spent(), performance.now()];
    await act();
    const [spentMs, elapsedMs] = [(await spent()) - before, performance.now() - start];
    figures[name] = {
      spentMs,
      elapsedMs,
      longestMs: Number(await page.evaluate('Math.max(0, ...longScripts)')),
    };
  };

  await page.goto(url);
  await rest(page, 2000);
  // The cost of the page itself, for comparison: creating and laying out the cards.
  figures['create and observe the cards'] = { spentMs: await spent(), longestMs: 0 };
  await time('part of it: load the tag, observe', async () => {
    if (withTag) await loadTag(page, endpoint);
    await rest(page, 3000);
  });
  const [whole, tag] = Object.values(figures);
  if (whole && tag) Object.assign(whole, { spentMs: whole.spentMs + tag.spentMs, longestMs: tag.longestMs });
  await time('30 scrolls', async () => {
    for (let turn = 0; turn < 30; turn++) await scroll(page, 300, 60);
  });
  await time('600 frames of 60 px each', () => page.evaluate('glide(600, 60)'));
  await time('5 scrolls, with pauses of 1.2 s', async () => {
    for (let turn = 0; turn < 5; turn++) await scroll(page, 600, 1200);
  });
  await time('insert 1,000 cards, 100 at a time', async () => {
    for (let turn = 0; turn < 10; turn++) {
      await page.evaluate('insert(100)');
      await rest(page, 100);
    }
    await rest(page, 500);
  });
  await context.close();
  return figures;
}

/** @param {Page} page @param {number} y @param {number} ms */
async function scroll(page, y, ms) {
  await page.mouse.wheel(0, y);
  await rest(page, ms);
}

/** @param {Page} page @param {number} ms */
const rest = (page, ms) => page.evaluate((each) => new Promise((resolve) => setTimeout(resolve, each)), ms);

/** @param {Page} page @param {string} endpoint */
const loadTag = (page, endpoint) =>
  page.evaluate(
    (address) =>
      new Promise((resolve) => {
        const script = document.createElement('script');
        script.src = '/dist/personalize.min.js';
        script.onload = () => {
          const options = {
            trackingId: '20000000-0000-4000-8000-000000000001',
            identityPoolId: 'us-east-1:10000000-0000-4000-8000-000000000001',
            botFilter: false,
            endpoint: address,
          };
          Reflect.get(window, 'personalize').init(options);
          resolve(undefined);
        };
        document.head.append(script);
      }),
    endpoint,
  );
