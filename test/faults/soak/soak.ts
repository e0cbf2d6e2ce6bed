/**
 * Random visits under random faults, for as long as requested, in rounds. Each round has its own browser, site and AWS,
 * one recovery visit, and the oracle. Each round has its own seed, so that it can be repeated alone.
 */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { markNetworkRemark } from '../../support/engines/network-remark';
import { runDirectory } from '../../support/engines/run-directory';
import type { ConsoleEntry } from '../../support/engines/tab';
import { startAws } from '../../support/local-aws';
import { startSite } from '../../support/site';
import { expect, test } from '../../support/test';
import { createVisitor } from '../../support/visitor';
import { judge } from '../support/oracle';
import { recover } from '../support/recovery';
import { createStage, type Stage } from '../support/stage';
import { takeSteps } from './steps';

const { log } = console;
const seed = Number(process.env.PERSONALIZE_SEED ?? 1);
const minutes = Number(process.env.PERSONALIZE_MINUTES ?? 10);
const onlyRound = Number(process.env.PERSONALIZE_ROUND ?? 0);

test('soak', async ({ engine, launcher }) => {
  const until = Date.now() + minutes * 60_000;
  const bad: string[] = [];
  for (let round = onlyRound || 1; Date.now() < until; round++) {
    const steps: string[] = [];
    const world = await startWorld();
    try {
      await takeSteps(world.stage, world.stage.random.between(8, 25), (name) => steps.push(name));
      let { waiting, setAside } = await recover(world.stage);
      if (isMissing(world.stage)) {
        // In WebKitGTK a page left during a claim keeps the database locked while it is in the back/forward cache.
        log(`${engine} round ${round}: an event is missing, restarting the browser`);
        await world.stage.visitor.kill();
        await world.stage.visitor.restart();
        // Credentials that were refused twice in a row open the circuit for five minutes. `flush()` sends anyway.
        await world.stage.open();
        await world.stage.visitor.evaluate(() => window.personalize.flush());
        ({ waiting, setAside } = await recover(world.stage));
      }
      const { occurred } = world.stage.happened();
      const { measured, breaches } = judge(
        {
          occurred,
          mayLose: world.stage.isExcused,
          setAside,
          accepted: world.aws.events(),
          requests: world.aws.requests(),
          waiting,
        },
        { meanCopies: 3, requestsAMinute: 120, credentialsAMinute: 120 },
      );
      const harm = world.console.filter(({ level }) => level === 'error').map(({ text }) => `I4: ${text}`);
      report(round, { measured, breaches: [...breaches, ...harm] }, steps);
      bad.push(...breaches, ...harm);
    } catch (error) {
      // The driver failed, not the tag. This is logged and counted separately.
      log(`${engine} round ${round}: no result after ${steps.join(', ')}: ${String(error).split('\n')[0]}`);
      write({ engine, round, failed: String(error).split('\n')[0] });
    } finally {
      await world.end();
    }
    if (onlyRound) break;
  }
  expect(bad).toEqual([]);

  function isMissing({ happened, arrived, isExcused }: Stage): boolean {
    return [...happened().occurred].some((id) => !arrived(id) && !isExcused(id));
  }

  async function startWorld() {
    const aws = await startAws();
    const site = await startSite(() => ({ __AWS__: aws.url }));
    const console: ConsoleEntry[] = [];
    const profile = launcher.newProfile();
    const launch = () =>
      launcher.launch({
        own: true,
        profile,
        extras: { firefoxPrefs: { 'toolkit.startup.max_resumed_crashes': -1 } },
        onConsole: (entry) => console.push(markNetworkRemark(entry)),
      });
    const visitor = createVisitor({ engine, home: site.url, profile, launch, console });
    const round = seed * 1_000_003 + roundCount++;
    return {
      aws,
      console,
      stage: createStage({ visitor, site, aws, engine, seed: round }),
      end: async () => {
        await visitor.end();
        await site.close();
        await aws.close();
      },
    };
  }

  function report(round: number, { measured, breaches }: ReturnType<typeof judge>, steps: string[]): void {
    const { occurrences, lost, invented, meanCopies, maxCopies } = measured;
    const copies = `${meanCopies.toFixed(2)} copies per id (at most ${maxCopies})`;
    log(
      `${engine} round ${round}: ${occurrences} occurrences, lost ${lost}, invented ${invented}, ${copies}`,
    );
    for (const breach of breaches) log(`  ${breach}`);
    if (breaches.length > 0)
      log(`  after ${steps.join(', ')}\n  repeat with: --engine ${engine} --seed ${seed} --round ${round}`);
    write({ engine, round, measured, breaches });
  }
});

let roundCount = onlyRound || 1;

const write = (line: object): void =>
  appendFileSync(join(runDirectory(), 'soak.jsonl'), `${JSON.stringify(line)}\n`);
