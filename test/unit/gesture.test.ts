/** One gesture counts once: which events of a page count, by the gesture that they belong to. */

import { expect, test } from 'vitest';
import { createGesture } from '../../src/interactions/gesture';
import { browser, useBrowser } from '../support/unit-browser';
import { UnitElement } from '../support/unit-nodes';

useBrowser();

const item = new UnitElement();
const elsewhere = new UnitElement();

interface Given {
  isTrusted?: boolean;
  path?: UnitElement[];
  at?: [x?: number, y?: number];
  more?: object;
}
const eventOf = (type: string, { isTrusted = true, path = [item], at = [], more }: Given = {}) => {
  const [clientX, clientY] = at;
  const [target] = path;
  // The click of a pointer has a `detail`, that of a key has none.
  return {
    type,
    isTrusted,
    clientX,
    clientY,
    target,
    detail: at.length,
    timeStamp: 0,
    ...more,
    composedPath: () => path,
  };
};

function startGesture(selection?: { isCollapsed: boolean; focusNode?: UnitElement }) {
  Object.assign(Object.getPrototypeOf(document), { getSelection: () => selection ?? { isCollapsed: true } });
  const gesture = createGesture();
  /** The page handles an event; afterwards its path is empty. */
  const handle = (type: string, given?: Given, during = (): unknown => undefined) => {
    let path = given?.path ?? [item];
    browser.window.fire(type, { ...eventOf(type, given), composedPath: () => path });
    const result = during();
    path = [];
    return result;
  };
  const counts = (type: string, given?: Given, control?: UnitElement) =>
    gesture.counts(
      eventOf(type, given) as object as Event,
      item as object as Element,
      (given?.path ?? []) as object as EventTarget[],
      control as object as Element | undefined,
    );
  const byScript = (type = 'click') => counts(type, { isTrusted: false });
  return { gesture, handle, counts, byScript };
}

test('a trusted click counts, also without a press', () => {
  const { counts, handle } = startGesture();
  handle('click', {}, () => expect(counts('click')).toBe(true));
  handle('keydown');
  expect(counts('click', { at: [300, 300] })).toBe(true);
});

test('an event of a script counts once, while an event of the visitor on the item is handled', () => {
  const { byScript, handle } = startGesture();
  expect(byScript()).toBe(false);
  expect(handle('keydown', {}, () => [byScript(), byScript()])).toEqual([true, false]);
  expect(handle('keyup', {}, byScript), 'the same gesture').toBe(false);
  expect(handle('pointerdown', {}, byScript), 'the next gesture').toBe(true);
  expect(handle('mousedown', {}, byScript)).toBe(false);
  expect(handle('keydown', { path: [elsewhere] }, byScript), 'another item').toBe(false);
  expect(handle('keydown', { isTrusted: false }, byScript), 'a key of a script').toBe(false);
  handle('keydown');
  expect(byScript(), 'later').toBe(false);
});

test('the click of a gesture that has counted already does not count', () => {
  const { byScript, counts, handle } = startGesture();
  handle('pointerdown');
  expect(handle('mousedown', {}, byScript)).toBe(true);
  expect(counts('click')).toBe(false);
  handle('pointerdown');
  expect(counts('click')).toBe(true);
  expect(handle('click', {}, byScript), 'by the page while it handles the click').toBe(false);
});

test('trusted events of one gesture count, except the click on the control of a label', () => {
  const { counts, handle } = startGesture();
  handle('pointerdown');
  const control = new UnitElement();
  expect(counts('click', {}, control)).toBe(true);
  expect(counts('click', { path: [control, item] })).toBe(false);
  expect(counts('change')).toBe(true);
  handle('mousedown');
  expect(counts('click', { path: [control, item] }), 'by assistive technology').toBe(true);
});

test('a drag is more than ten pixels, or three if text is selected', () => {
  for (const [isCollapsed, to, expected] of [
    [true, [106, 108], true],
    [true, [100, 111], false],
    [false, [103, 100], true],
    [false, [104, 100], false],
  ] as const) {
    const { counts, handle } = startGesture({ isCollapsed, focusNode: item });
    handle('pointerdown', { at: [100, 100] });
    expect(counts('click', { at: [...to] }), `to ${to}`).toBe(expected);
    expect(counts('change'), 'a slider is dragged').toBe(true);
  }
});

test('after a drag the next tap or key counts', () => {
  const { counts, handle } = startGesture();
  handle('pointerdown', { at: [100, 100] });
  expect(counts('click', { at: [200, 100] })).toBe(false);
  handle('mousedown', { at: [200, 100] });
  expect(counts('click', { at: [200, 100] })).toBe(true);
  handle('pointerdown', { at: [100, 100] });
  handle('keydown');
  expect(counts('click', { at: [0, 0] })).toBe(true);
});

test('a selection elsewhere does not make a click a drag', () => {
  const { counts, handle } = startGesture({ isCollapsed: false, focusNode: elsewhere });
  handle('pointerdown', { at: [100, 100] });
  expect(counts('click', { at: [105, 105] })).toBe(true);
});

test('a click by a key or assistive technology is not compared with an earlier press', () => {
  const { counts, handle } = startGesture();
  handle('pointerdown', { at: [100, 100] });
  expect(counts('click', { more: { clientX: 0, clientY: 0 } })).toBe(true);
});

test('a second finger neither moves the press nor begins a gesture', () => {
  const { byScript, counts, handle } = startGesture();
  handle('pointerdown', { at: [100, 100] });
  expect(handle('pointerup', {}, byScript)).toBe(true);
  handle('pointerdown', { at: [300, 300], more: { isPrimary: false } });
  expect(handle('pointerup', {}, byScript)).toBe(false);
  handle('pointerdown', { at: [100, 100] });
  handle('pointerdown', { at: [300, 300], more: { isPrimary: false } });
  expect(counts('click', { at: [102, 100] })).toBe(true);
});

test('after a click that a script made of a gesture, trusted events of other types count', () => {
  const { byScript, counts, handle } = startGesture();
  expect(handle('pointerdown', {}, byScript)).toBe(true);
  expect(counts('change')).toBe(true);
  expect(counts('click')).toBe(false);
  handle('pointerdown');
  expect(handle('pointerup', {}, () => byScript('change'))).toBe(true);
  expect(counts('change')).toBe(false);
});

test('a form that no button submits needs a gesture shortly before', () => {
  const { counts, handle } = startGesture();
  const submit = (timeStamp: number, submitter: unknown = null) =>
    counts('submit', { more: { timeStamp, submitter } });
  expect(submit(100)).toBe(false);
  expect(submit(100, item)).toBe(false);
  handle('keydown', { more: { timeStamp: 200 } });
  expect(submit(5100)).toBe(true);
  handle('keydown', { more: { timeStamp: 200 } });
  expect(submit(5300)).toBe(false);
  expect(submit(5300, item), 'after a dialog').toBe(true);
});

test('after stop events of the visitor are not followed', () => {
  const { gesture, byScript, handle } = startGesture();
  gesture.stop();
  expect(handle('keydown', {}, byScript)).toBe(false);
});
