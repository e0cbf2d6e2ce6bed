/** Many tabs (F31), other versions of the tag (F32), and foreign, corrupt or very many rows (F33). */
import { expect, scenario } from './support/scenario';
import { databaseName, putRow, rewriteRows } from './support/store';

scenario(
  'F31 several tabs send at once to a slow server',
  { meanCopies: 1.05, requestsAMinute: 60, quick: true },
  async (stage) => {
    const { visitor, aws, random } = stage;
    const tabs = random.between(3, 6);
    for (let tab = 0; tab < tabs; tab++) await stage.newTab();
    aws.faults({ operation: 'PutEvents', delayMs: 400, times: 'always' });
    for (let tab = 0; tab < tabs; tab++) {
      await visitor.useTab(tab);
      await stage.track(random.between(5, 15));
    }
    await stage.untilAllArrived(45_000);
  },
);

scenario('F31 ten tabs send, and some are closed meanwhile', { requestsAMinute: 60 }, async (stage) => {
  const { visitor, aws, random } = stage;
  aws.faults({ operation: 'PutEvents', delayMs: 300, times: 'always' });
  for (let tab = 0; tab < 10; tab++) await stage.newTab();
  for (let round = 0; round < 10; round++) {
    await visitor.useTab(random.between(0, (await visitor.tabCount()) - 1));
    await stage.track(random.between(1, 5));
    if (round % 3 === 2) await visitor.closeTab();
  }
  await stage.untilAllArrived(45_000);
});

scenario('F31 a click opens a tab', { quick: true }, async (stage) => {
  const { visitor } = stage;
  await stage.openWarm();
  await stage.click('#blank');
  await visitor.waitForTabs(2);
  await visitor.useTab(1);
  await visitor.waitFor(() => window.personalize.version);
  await stage.click();
  await visitor.useTab(0);
  await visitor.show();
  await stage.click();
  await stage.untilAllArrived();
});

scenario('F32 an older version and this version of the tag run in two tabs', {}, async (stage) => {
  const { visitor, aws } = stage;
  await stage.open('/fault-older.html');
  await stage.click();
  await stage.newTab();
  aws.faults({ operation: 'PutEvents', delayMs: 300, times: 'always' });
  for (let round = 0; round < 4; round++) {
    await visitor.useTab(round % 2);
    await visitor.show();
    await stage.track(4);
    await stage.click();
  }
  await stage.untilAllArrived(45_000);
});

scenario(
  'F32 upgrade and rollback: each version sends the rows of the other',
  { quick: true },
  async (stage) => {
    const { aws, visitor } = stage;
    for (const path of ['/fault-older.html', '/fault.html', '/fault-older.html']) {
      await aws.down();
      await stage.open(path);
      await stage.track(4);
      await stage.click();
      // A page that is left in the middle of a transaction keeps WebKitGTK's database locked, in each version, so it is
      // left while the tag waits to send again.
      await visitor.waitFor(() => window.personalize.stats().stored === 5);
      await visitor.evaluate(() => window.personalize.flush().then(() => true));
      await aws.up();
    }
    await stage.open('/fault.html');
    await stage.untilAllArrived(45_000);
    // Rollback: the older version sends the rows of this one.
    await aws.down();
    await stage.open('/fault.html');
    await stage.track(4);
    await aws.up();
    await stage.open('/fault-older.html');
    await stage.untilAllArrived(45_000);
  },
);

scenario('F32 an older cached tag loads the current delivery chunk', {}, async (stage) => {
  await stage.open('/fault-older.html?upgraded');
  await stage.click();
  await stage.track(3);
  await stage.untilAllArrived(5000).catch(() => undefined);
  stage.count(
    'F32 an older tag works with the current chunk',
    stage.happened().occurred.size > 0 && [...stage.happened().occurred].every(stage.arrived),
  );
});

scenario('F32 rows of a newer version stay pending for it', {}, async (stage) => {
  const { visitor, aws } = stage;
  await aws.down();
  await stage.open();
  const ids = await stage.track(3);
  const makeNewer = '(row) => ({ ...row, v: 99 })';
  expect(await visitor.evaluate(rewriteRows, databaseName, makeNewer)).toBeGreaterThanOrEqual(3);
  await aws.up();
  await stage.openWarm();
  await aws.untilQuiet(1500);
  expect(ids.filter(stage.arrived), 'rows of a newer version are not sent').toEqual([]);
  expect(await visitor.evaluate(rewriteRows, databaseName, '(row) => ({ ...row, v: 1 })')).toBe(3);
});

scenario('F33 corrupt rows and foreign keys do no harm', { quick: true }, async (stage) => {
  const { visitor, aws } = stage;
  await aws.down();
  await stage.open();
  await stage.track(5);
  const junk: [IDBValidKey, unknown][] = [
    ['a foreign key', 'a text'],
    [0, null],
    [[0, 0, 'no row'], {}],
    [[1, 0, 'half a row'], { v: 1, body: { eventId: 'half' } }],
    [
      [2, 0, 'no time'],
      { v: 1, body: { eventId: 'a', eventType: 'View', sentAt: 'never' }, visitor: { sessionId: 's' } },
    ],
    [
      [Date.now() + 1e9, 0, 'a list'],
      [1, 2, 3],
    ],
    [
      [0.5, 0, 'no version'],
      { body: { eventId: 'b', eventType: 'View', sentAt: 1 }, visitor: { sessionId: 's' } },
    ],
  ];
  for (const [key, value] of junk) await visitor.evaluate(putRow, databaseName, key, value);
  await visitor.evaluate(() => localStorage.setItem('personalize.journal', '{"not": "a list"}'));
  await aws.up();
});

scenario(
  'F33 ten thousand pending events are sent in a thousand requests',
  { requestsAMinute: 2000, timeoutMs: 300_000, meanCopies: 1.05 },
  async (stage) => {
    const { aws, visitor } = stage;
    stage.options({ store: { maxEvents: 20_000 } });
    await aws.down();
    await stage.open();
    for (let n = 0; n < 10; n++) await stage.track(1000);
    await aws.up();
    const before = aws.requests('PutEvents').length;
    await stage.open();
    await stage.untilAllArrived(240_000);
    await visitor.waitFor(() => window.personalize.stats().waiting === 0);
    expect(aws.requests('PutEvents').length - before).toBe(1000);
  },
);
