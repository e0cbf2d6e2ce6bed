/** Difficult pages: keepalive budget used up (F34), hostile (F35), slow (F36), blocked (F37), unusual loading (F38). */
import { hostile } from './support/hostile';
import { expect, scenario } from './support/scenario';

scenario('F34 the page has used up the keepalive budget, and is left', { quick: true }, async (stage) => {
  const { visitor, site } = stage;
  site.route('/greedy', () => undefined);
  for (let round = 0; round < 3; round++) {
    await stage.openWarm();
    await visitor.evaluate(() => {
      const body = 'x'.repeat(60 * 1024);
      void fetch('/greedy', { method: 'POST', keepalive: true, body }).catch(() => undefined);
    });
    const id = await stage.click('#same');
    await visitor.waitForUrl('/away.html');
    await stage.aws.until(() => stage.arrived(id), 'the click', 1500).catch(() => undefined);
    stage.count('F34 on the wire before any other visit', stage.arrived(id));
  }
});

const breaksDriver = { webkit: 'it also breaks the scripts of WebDriver' };

for (const [what, change] of Object.entries(hostile)) {
  scenario(
    `F35 a hostile page: ${what}`,
    { quick: what.startsWith('Object'), notInjected: what.startsWith('Object') ? breaksDriver : {} },
    async (stage) => {
      stage.before(change);
      await stage.open();
      await stage.click();
      await stage.track(12);
      await stage.untilAllArrived(20_000);
      await stage.click('#next');
      await stage.visitor.waitForUrl('?next');
      await stage.click();
      await stage.untilAllArrived(45_000);
    },
  );
}

scenario(
  'F35 a policy blocks AWS: all events are kept',
  { allow: /content security policy|Content-Security-Policy|Refused to connect|violates/i, quick: true },
  async (stage) => {
    stage.site.csp('/fault.html', "default-src 'self' 'unsafe-inline'; connect-src 'self'");
    await stage.open();
    await stage.click();
    await stage.track(3);
    await stage.visitor.waitFor(() => window.personalize.stats().retried > 0);
    expect(stage.aws.requests()).toEqual([]);
  },
);

scenario('F35 the page has a strict policy and Trusted Types', {}, async (stage) => {
  stage.site.csp(
    '/fault.html',
    `default-src 'self' 'unsafe-inline'; connect-src 'self' ${stage.aws.url}; require-trusted-types-for 'script'`,
  );
  await stage.open();
  await stage.click();
  await stage.track(3);
  await stage.untilAllArrived();
});

scenario('F36 the main thread is blocked for two seconds at the click', { quick: true }, async (stage) => {
  await stage.openWarm();
  await stage.click('#busy');
  await stage.click();
  await stage.untilAllArrived();
  await stage.click('#busy');
  await stage.click('#same');
  await stage.visitor.waitForUrl('/away.html');
});

const devTools = 'only DevTools can slow the CPU';

scenario(
  'F36 a device is six times slower',
  { notInjected: { firefox: devTools, webkit: devTools } },
  async (stage) => {
    const { visitor } = stage;
    await visitor.open('/away.html');
    const page = visitor.page();
    if (page === undefined) throw new Error('This engine has no DevTools');
    const throttle = await page.context().newCDPSession(page);
    await throttle.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    for (let round = 0; round < 3; round++) {
      await stage.openWarm();
      await stage.click('#same');
      await visitor.waitForUrl('/away.html');
    }
  },
);

scenario(
  'F37 an ad blocker aborts every request, including the chunk',
  { quick: true, allow: /personalize-aws|module|import/i },
  async (stage) => {
    const { site, aws, visitor } = stage;
    await aws.down();
    site.route('/dist/personalize-aws.min.js', (_, response) => void response.destroy());
    await stage.open();
    await stage.click();
    await stage.track(3);
    await visitor.waitFor(() => window.personalize.stats().retried > 0);
    await stage.click('#next');
    await visitor.waitForUrl('?next');
    await stage.click();
  },
);

scenario('F38 the script is loaded twice', { quick: true }, async (stage) => {
  const { visitor } = stage;
  await stage.openWarm();
  await visitor.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const again = document.createElement('script');
        again.src = '/dist/personalize.min.js';
        again.onload = () => resolve();
        document.head.append(again);
      }),
  );
  await stage.click();
  await stage.track(3);
  await stage.untilAllArrived();
});

scenario(
  'F38 a stub queues a thousand calls, and the tag loads late',
  { requestsAMinute: 150 },
  async (stage) => {
    const { site, visitor, aws } = stage;
    site.route('/dist/personalize.min.js', async (_request, _response, serve) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      await serve();
    });
    // The page's own copy loads second, and stays inactive.
    stage.before(`(${String(queueBefore)})(${JSON.stringify(aws.url)});`);
    await visitor.open('/fault.html');
    await visitor.waitFor(() => window.personalize.version);
    await stage.untilAllArrived(60_000);
    await stage.click();
    await stage.untilAllArrived();
  },
);

/** Simulates a page that includes snippet/snippet.js and calls it immediately. Runs in the page. */
const queueBefore = (endpoint: string): void => {
  const request = new XMLHttpRequest();
  request.open('GET', '/snippet/snippet.js', false);
  request.send();
  const script = document.createElement('script');
  script.textContent = request.responseText
    .replace('https://your.site/', '/dist/')
    .replace('YOUR-TRACKING-ID', '20000000-0000-4000-8000-000000000001')
    .replace(
      /'us-east-1:YOUR.*?'/,
      `'us-east-1:10000000-0000-4000-8000-000000000001', endpoint: '${endpoint}', botFilter: false`,
    );
  document.head.append(script);
  const ids = Array.from({ length: 1000 }, (_, n) => `queued-${witness.page}-${n + 1}`);
  witness.write(ids.map((id) => `occurred ${id}`).join('\n'));
  for (const itemId of ids) void window.personalize('track', 'View', { itemId });
};
