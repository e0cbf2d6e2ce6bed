/** The page may replace or declare the array of its data layer in any way: every entry is captured once. */
import { expect, expectEvents, test } from '../support/test';

const early = { eventType: 'View', itemId: 'early' };
const following = () => dataLayer.push !== Array.prototype.push;
/** Runs a later classic script of the page. */
const script = (text: string) => {
  const element = document.createElement('script');
  element.textContent = text;
  document.head.append(element);
};
const view = (id: string) => `{ event: 'view_item', ecommerce: { items: [item('${id}')] } }`;

test('an array that the page assigns is followed, and the old one too', async ({ visitor, aws }) => {
  await visitor.open('/data-layer.html');
  await visitor.waitFor(following);
  await visitor.evaluate(
    script,
    `var old = dataLayer;
    window.dataLayer = [...old, ${view('assigned')}];
    window.dataLayer = window.dataLayer || [];
    dataLayer.push(${view('pushed')});
    old.push(${view('old')});
    dataLayer = [];
    dataLayer.push(${view('bare')});`,
  );
  await expectEvents(aws, [early, ...['assigned', 'pushed', 'old', 'bare'].map((itemId) => ({ itemId }))]);
});

test('an array whose push forwards to the old one is followed, and each entry counts once', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/data-layer.html');
  await visitor.waitFor(following);
  await visitor.evaluate(
    script,
    `var old = dataLayer, forwarding = [];
    forwarding.push = function (entry) {
      Array.prototype.push.call(this, entry);
      return old.push(entry);
    };
    window.dataLayer = forwarding;
    dataLayer.push(${view('forwarded')});
    dataLayer.push(${view('next')});`,
  );
  await expectEvents(aws, [early, { itemId: 'forwarded' }, { itemId: 'next' }]);
});

test('later scripts can declare the layer with var or function, and delete it', async ({ visitor, aws }) => {
  await visitor.open('/data-layer.html');
  await visitor.waitFor(following);
  await visitor.evaluate(script, `var dataLayer = [${view('var')}]; dataLayer.push(${view('pushed')});`);
  const found = await visitor.evaluate(() => [
    'dataLayer' in window,
    Object.keys(window).includes('dataLayer'),
    Array.isArray(dataLayer),
    Reflect.deleteProperty(window, 'dataLayer'),
    'dataLayer' in window,
  ]);
  expect(found).toEqual([true, true, true, true, false]);
  await visitor.evaluate(script, `window.dataLayer = [${view('after delete')}]`);
  await visitor.click('h1');
  await visitor.evaluate(script, `dataLayer = [${view('watched again')}]`);
  await expectEvents(aws, [
    early,
    ...['var', 'pushed', 'after delete', 'watched again'].map((itemId) => ({ itemId })),
  ]);
});

test('a later script can declare the layer with let', async ({ visitor, aws }) => {
  await visitor.open('/data-layer.html');
  await visitor.waitFor(following);
  await visitor.evaluate(
    script,
    `let dataLayer = [${view('of the let')}]; window.dataLayer.push(${view('of window')}); window.declared = true;`,
  );
  expect(await visitor.evaluate(() => Reflect.get(window, 'declared'))).toBe(true);
  await expectEvents(aws, [early, { itemId: 'of window' }]);
});

test('a layer that is declared with var before the tag is followed when the page assigns another array', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/data-layer.html?"declared"');
  await visitor.waitFor(() => Reflect.get(window, 'declared').push !== Array.prototype.push);
  await visitor.evaluate(script, `declared = [${view('assigned')}];`);
  await visitor.click('h1');
  await visitor.evaluate(script, `declared.push(${view('pushed')});`);
  await expectEvents(aws, [{ itemId: 'assigned' }, { itemId: 'pushed' }]);
});

test('a property with an accessor of the page stays as it is', async ({ visitor, aws }) => {
  await visitor.open('/data-layer.html?"ofPage"');
  await visitor.waitFor(() => Reflect.get(window, 'ofPage').push !== Array.prototype.push);
  await visitor.evaluate(script, `ofPage = [${view('assigned')}];`);
  const kept = await visitor.evaluate(
    () =>
      Object.getOwnPropertyDescriptor(window, 'ofPage')?.get === Reflect.get(window, 'getOfPage') &&
      Reflect.get(window, 'assignedToPage'),
  );
  expect(kept).toBe(1);
  await visitor.click('h1');
  await expectEvents(aws, [{ itemId: 'assigned' }]);
});

test('stop() restores a plain property', async ({ visitor, aws }) => {
  await visitor.open('/data-layer.html');
  await visitor.waitFor(following);
  await expectEvents(aws, [early]);
  const own = await visitor.evaluate(() => {
    const array = [1];
    Reflect.set(window, 'dataLayer', array);
    window.personalize.stop();
    const { value, ...rest } = Object.getOwnPropertyDescriptor(window, 'dataLayer') ?? {};
    return { ...rest, isSame: value === array, hasPush: Object.hasOwn(array, 'push') };
  });
  expect(own).toEqual({ configurable: true, enumerable: true, writable: true, isSame: true, hasPush: false });
  await visitor.evaluate(script, `window.dataLayer = [${view('late')}]`);
  await visitor.click('h1');
  await expectEvents(aws, [early]);
});
