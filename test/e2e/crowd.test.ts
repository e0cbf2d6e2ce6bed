/**
 * In a crowd only items near the viewport are observed, and no seen item is missed, compared with a witness in the
 * page.
 */
import { expect, test } from '../support/test';
import { expectSeen } from '../support/truth';

declare global {
  const more: (count: number, name: string, where: InsertPosition) => void;
}

/** Each step moves items into view in another way. The pattern must match an item that the witness saw. */
const ways: Record<string, [act: () => void, seen: RegExp][]> = {
  'scrolls and jumps': [
    [() => scrollTo(0, 700), /^card-8$/],
    [() => scrollTo(0, 14_000), /^card-4/],
    [() => document.querySelector('#panel')?.scrollIntoView({ block: 'end' }), /^panel-0$/],
    [() => document.querySelector('#panel')?.scrollTo(0, 3000), /^panel-2[56]$/],
    [
      () => document.querySelector('x-panel')?.shadowRoot?.querySelector('section')?.scrollTo(0, 4000),
      /^shadow-3[345]$/,
    ],
    [() => scrollTo(0, 9000), /^card-2[67]/],
    // A sticky item stays in the viewport, far from its siblings.
    [() => document.querySelector('#list .sticky')?.setAttribute('data-seen', ''), /^card-30$/],
    // Jump from a place where no observed item is in view.
    [
      () => {
        document.querySelector('#list .sticky')?.remove();
        scrollTo(0, document.body.scrollHeight);
      },
      /^$/,
    ],
    [() => scrollTo(0, 6000), /^card-1[67]/],
  ],
  'changes of the page': [
    [() => scrollTo(0, 5000), /^card-1/],
    [() => document.querySelector('#list')?.classList.add('rows'), /^card-3/],
    [() => document.querySelector('#list')?.classList.remove('rows'), /^card-1/],
    [
      () => Object.assign((document.querySelector('#placed') as HTMLElement).style, { top: '4800px' }),
      /^card-40$/,
    ],
    [() => document.querySelector('#list')?.classList.add('odd'), /^card-2/],
    [() => more(60, 'first', 'afterbegin'), /^first-|^card-/],
    [() => more(60, 'last', 'beforeend'), /^card-/],
    [() => scrollTo(0, 7000), /^card-/],
  ],
  'changes that fire no event': [
    [() => scrollTo(0, 5000), /^card-1/],
    // A style sheet rule: no attribute changes and no node is added.
    [() => document.styleSheets[0]?.insertRule('#banner { height: 3000px }'), /^card-/],
    [() => document.styleSheets[0]?.insertRule('#list { display: block !important }', 1), /^card-/],
    [() => scrollTo(0, 0), /^$/],
    [() => document.styleSheets[0]?.deleteRule(0), /^stage-0$/],
    [
      () =>
        Object.assign((document.querySelector('#track') as HTMLElement).style, {
          transform: 'translateY(-2000px)',
        }),
      /^stage-1[789]$/,
    ],
    [
      () =>
        document.styleSheets[0]?.insertRule('#folded { display: block !important; position: fixed; top: 0 }'),
      /^folded-[0-3]$/,
    ],
  ],
};

for (const [name, steps] of Object.entries(ways)) {
  test(`in a crowd, seen items match the witness: ${name}`, async ({ visitor, site, aws }) => {
    await visitor.open('/crowd.html');
    const rest = (ms: number) =>
      visitor.evaluate((each) => new Promise((resolve) => setTimeout(resolve, each)), ms);
    await site.until(
      () => site.requests.some(({ path }) => path === '/dist/personalize-crowd.min.js'),
      'the chunk for very many items',
    );
    await rest(1500);
    for (const [act, seen] of steps) {
      await visitor.evaluate(act);
      await rest(1500);
      const { sure } = await visitor.evaluate(() => truth.seenSoFar());
      expect(sure.some((itemId) => seen.test(itemId)) || String(seen) === '/^$/', `${act}`).toBe(true);
    }
    await expectSeen(visitor, aws);
  });
}
