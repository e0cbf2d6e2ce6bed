/** Which template of a container is used: not one that belongs to another library, and not an empty one. */
import { addSlot, arn, seenIn, untilReported } from '../support/recommend-page';
import { expect, test } from '../support/test';

const recommend = arn('recommender/local-most-viewed');
const attributes = { recommend, 'num-results': '2', timeout: '5000' };
const OURS = '<template data-v-7ba5bd90 class="cards"><b>{itemId}</b></template>';

const foreign = {
  Alpine: '<template x-for="item in items" :key="item.id"><i x-text="item.name"></i></template>',
  'Alpine, with a name of ours': '<template x-if="shown"><i>{itemId}</i></template>',
  Vue: '<template v-for="item in items" :key="item.id"><i>{{ item.name }}</i></template>',
  'Vue, with a name of ours': '<template><i>{{itemId}}</i></template>',
  'a slot of Vue': '<template #default="{ itemId }"><i>{{ itemId }}</i></template>',
  Polymer: '<template is="dom-repeat" items="[[items]]"><i>[[item.name]]</i></template>',
  Angular: '<template [ngif]="shown"><i>{itemId}</i></template>',
  Aurelia: '<template repeat.for="item of items"><i>$&#123;item.name}</i></template>',
  WordPress: '<template data-wp-each="context.items"><i data-wp-text="context.item"></i></template>',
  'a shadow root': '<template shadowrootmode="open"><i>{itemId}</i></template>',
  Stimulus: '<template data-list-target="row"><i>row</i></template>',
  'another slot': `<div data-personalize-recommend="none"><template><i>{itemId}</i></template></div>`,
  React: '<template></template>',
};

test('templates of other libraries are not filled', async ({ visitor }) => {
  await visitor.open('/slots.html?none');
  const slots: { name: string; id: string; alone: string; html: string }[] = [];
  for (const [name, first] of Object.entries(foreign)) {
    const inner = `${first}<i>own</i>`;
    slots.push({
      name,
      id: await addSlot(visitor, attributes, inner + OURS),
      alone: await addSlot(visitor, attributes, inner),
      html: await visitor.evaluate((text) => {
        const element = document.createElement('div');
        element.innerHTML = text;
        return element.innerHTML;
      }, inner),
    });
  }
  // The nested slot reports, too, once in each of its two containers.
  const reported = await untilReported(visitor, 2 * slots.length + 2);
  for (const { name, id, alone, html } of slots) {
    const filled = reported.find((each) => each.id === id);
    expect(filled, name).toMatchObject({ type: 'personalize:recommended' });
    expect(await seenIn(visitor, id), name).toBe(filled?.itemIds?.join(''));
    expect(
      reported.find((each) => each.id === alone),
      name,
    ).toMatchObject({
      type: 'personalize:failed',
      name: 'InvalidInputException',
      message: expect.stringContaining('no <template> with {itemId}'),
    });
    expect(await seenIn(visitor, alone), name).toBe('own');
    expect(await visitor.evaluate((at) => document.getElementById(at)?.innerHTML, alone), name).toBe(html);
  }
  const logged = visitor.console().map(({ text }) => text);
  expect(logged.filter((text) => text.includes('no <template> with {itemId}')).length).toBeGreaterThan(0);
});
