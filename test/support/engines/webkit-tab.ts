/** A tab of WebKitGTK over WebDriver. Each command first selects its window: a session has one current window. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { systemPython } from './installed.js';
import type { Button, Modifier, Point, Tab } from './tab';
import { type Command, toKeyCode } from './webdriver';

const xClick = fileURLToPath(new URL('x-click.py', import.meta.url));

/** Button numbers of the X server, see x-click.py. */
const otherButtons: Record<Exclude<Button, 'left'>, number> = { middle: 2, right: 3 };

/** The number of wheel actions so far, in all tabs. */
let wheelActions = 0;

export interface Session {
  /** Sends a command of the session. Commands must not overlap. */
  command: Command;
  /** The value of the environment variable DISPLAY. */
  display: string;
  /** Shows the tab that was selected last. */
  raise: () => void;
}

export interface WebKitTab extends Tab {
  /** Deletes the cookies that the page can see. */
  deleteCookies(): Promise<void>;
}

export const toWebKitTab = (handle: string, { command, display, raise }: Session): WebKitTab => {
  const select = (): Promise<unknown> => command('POST', '/window', { handle });
  const perform = async (...actions: unknown[]): Promise<void> => {
    await select();
    await command('POST', '/actions', { actions });
  };
  const evaluate = async (expression: string): Promise<unknown> => {
    await select();
    return command('POST', '/execute/sync', { script: `return (${expression})`, args: [] });
  };
  return {
    evaluate,
    goto: async (url) => {
      await select();
      await command('POST', '/url', { url });
    },
    reload: async () => {
      await select();
      await command('POST', '/refresh');
    },
    move: (to) => perform(mouse(moveTo(to))),
    down: () => perform(mouse(pointerDown)),
    up: () => perform(mouse(pointerUp)),
    doubleClick: (at) => perform(mouse(moveTo(at), pointerDown, pointerUp, pointerDown, pointerUp)),
    click: async (at, button, modifiers) => {
      if (button !== 'left') {
        // This is a click on the display, so it reaches only the tab in front.
        await select();
        raise();
        const { x, y } = whole(at);
        const args = [xClick, x, y, otherButtons[button]].map(String);
        execFileSync(systemPython, args, { env: { ...process.env, DISPLAY: display } });
        return;
      }
      for (const modifier of modifiers) await perform(keys(down(modifier)));
      await perform(mouse(moveTo(at), pointerDown, pointerUp));
      for (const modifier of modifiers) await perform(keys(up(modifier)));
    },
    wheel: async (at, by) => {
      const scroll = { type: 'scroll', ...whole(at), deltaX: by.x, deltaY: by.y };
      // The driver adds the new delta to the previous one of the same wheel, so each action uses a new wheel.
      wheelActions += 1;
      await perform({ type: 'wheel', id: `wheel-${wheelActions}`, actions: [scroll] });
    },
    press: (key, modifiers) =>
      perform(keys(...modifiers.map(down), down(key), up(key), ...[...modifiers].reverse().map(up))),
    show: async () => {
      await select();
      raise();
    },
    close: async () => {
      await select();
      await command('DELETE', '/window');
    },
    deleteCookies: async () => {
      await select();
      await command('DELETE', '/cookie');
    },
  };
};

const whole = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) });
const moveTo = (to: Point): object => ({ type: 'pointerMove', duration: 0, ...whole(to) });
const pointerDown = { type: 'pointerDown', button: 0 };
const pointerUp = { type: 'pointerUp', button: 0 };
const mouse = (...actions: object[]): object => ({ type: 'pointer', id: 'mouse', actions });
const keys = (...actions: object[]): object => ({ type: 'key', id: 'keys', actions });
const down = (key: string | Modifier): object => ({ type: 'keyDown', value: toKeyCode(key) });
const up = (key: string | Modifier): object => ({ type: 'keyUp', value: toKeyCode(key) });
