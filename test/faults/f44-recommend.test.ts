/** `stop()` and `forget()` while recommendations are in flight (F44): requested by a command and by a slot. */

import { holdFile } from '../support/hold-file';
import { arn } from '../support/recommend-page';
import { installGate } from './support/gate';
import { type Command, chunkOf } from './support/moments';
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';

const forYou = arn('recommender/local-for-you');
const OWN = 'the content of the page';
const signedIn = `(${String(installGate)})(); localStorage.setItem('personalize.user', '"user-1"');`;

interface Outcomes {
  asked?: string;
  slot?: string;
}

/** Requests recommendations by command and by slot; `reported` gets the outcomes. */
const ask = ({ visitor }: Stage) =>
  visitor.evaluate((recommenderArn) => {
    const reported: Outcomes = {};
    Object.assign(globalThis, { reported });
    for (const name of ['recommended', 'failed'])
      addEventListener(`personalize:${name}`, () => {
        reported.slot = name;
      });
    const slot = document.createElement('div');
    slot.id = 'slot';
    slot.dataset.personalizeRecommend = recommenderArn;
    // The same request as the command, so that both share one request.
    slot.dataset.personalizeNumResults = '3';
    // Longer than the test: a slot that gives up after a second reports it, and a slow machine can need a second.
    slot.dataset.personalizeTimeout = '60000';
    slot.innerHTML = '<template><b>{itemId}</b></template><i>the content of the page</i>';
    document.body.append(slot);
    window.personalize.recommend({ recommenderArn, numResults: 3 }).then(
      ({ itemList }) => {
        reported.asked = `${itemList.length} items`;
      },
      ({ name }) => {
        reported.asked = name;
      },
    );
  }, forYou);

const read = ({ visitor }: Stage) =>
  visitor.evaluate(() => ({
    ...(globalThis as unknown as { reported: Outcomes }).reported,
    // biome-ignore lint/performance/useDomNodeTextContent: textContent includes hidden text.
    text: document.getElementById('slot')?.innerText,
  }));

const whileHeld = (operation: string) => async (stage: Stage, command: Command) => {
  const { visitor } = stage;
  await visitor.evaluate((name) => gate.hold(name), operation);
  await ask(stage);
  await visitor.waitFor(() => gate.isHeld);
  await visitor.evaluate((name) => gate.call(name), command);
  const before = stage.aws.requests('GetRecommendations').length;
  await visitor.evaluate(() => gate.open());
  return before;
};

const moments = {
  'their chunk loads': async (stage: Stage, command: Command) => {
    const held = holdFile(stage.site, chunkOf('runtime'));
    await ask(stage);
    await held.requested;
    await stage.visitor.evaluate((name) => gate.call(name), command);
    held.release();
    await stage.visitor.evaluate((path) => import(path).then(() => true), chunkOf('runtime'));
    return 0;
  },
  'GetId is in flight': whileHeld('GetId'),
  'GetRecommendations is in flight': whileHeld('/recommendations'),
};

const begunSince = ({ visitor }: Stage, command: Command) =>
  visitor.evaluate((name) => gate.begun.slice(gate.begun.indexOf(name) + 1), command);

/** The outcomes of the command and of the slot. */
const nothing = { asked: 'UnavailableError', text: OWN };
const stopped: Record<keyof typeof moments, object> = {
  'their chunk loads': nothing,
  'GetId is in flight': nothing,
  // A request in flight may finish. The slot is stopped and is not filled.
  'GetRecommendations is in flight': { asked: '3 items', text: OWN },
};

for (const [what, reach] of Object.entries(moments)) {
  for (const command of ['stop', 'forget'] as const) {
    scenario(`F44 ${command}() while ${what}, for a recommendation`, { quick: true }, async (stage) => {
      const { aws, visitor } = stage;
      stage.before(signedIn);
      await stage.open();
      const before = await reach(stage, command);
      await visitor.waitFor(() => (globalThis as unknown as { reported: Outcomes }).reported.asked);
      await aws.untilQuiet(500);
      const users = aws.requests('GetRecommendations').map(({ body }) => JSON.parse(body).userId);
      const ended = await read(stage);
      if (command === 'stop') {
        expect(await begunSince(stage, command)).toEqual([]);
        expect(ended).toEqual(stopped[what as keyof typeof moments]);
        // The next page works normally.
        await stage.openWarm();
      } else {
        // The forgotten user is neither requested nor shown recommendations.
        expect(users.slice(before)).not.toContain('user-1');
        if (users.length === before) expect(ended).toMatchObject(nothing);
        else expect(ended.asked).toBe('3 items');
        expect(await visitor.evaluate(() => `${Object.values(localStorage)}`)).not.toContain('user-1');
        await stage.track(1);
      }
    });
  }
}
