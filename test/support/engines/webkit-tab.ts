/** A tab of WebKitGTK over WebDriver. Every command first turns to its window, since a session has but one current. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { systemPython } from './installed.js';
import type { Button, Modifier, Point, Tab } from './tab';
import { type Command, toKeyCode } from './webdriver';

const xClick = fileURLToPath(new URL('x-click.py', import.meta.url));

/** Numbers of the X server, see x-click.py. */
const otherButtons: Record<Exclude<Button, 'left'>, number> = { middle: 2, right: 3 };

/** How often a wheel was turned, in whatever tab. */
let turns = 0;

export interface Session {
  /** Commands of the session, one after another. */
  command: Command;
  /** As in the environment variable DISPLAY. */
  display: string;
  /** Raises the tab that was turned to last. */
  raise: () => void;
}

export interface WebKitTab extends Tab {
  /** Those that its page can see. */
  deleteCookies(): Promise<void>;
}

export const toWebKitTab = (handle: string, { command, display, raise }: Session): WebKitTab => {
  const turn = (): Promise<unknown> => command('POST', '/window', { handle });
  const perform = async (...actions: unknown[]): Promise<void> => {
    await turn();
    await command('POST', '/actions', { actions });
  };
  const evaluate = async (expression: string): Promise<unknown> => {
    await turn();
    return command('POST', '/execute/sync', { script: `return (${expression})`, args: [] });
  };
  return {
    evaluate,
    goto: async (url) => {
      await turn();
      await command('POST', '/url', { url });
    },
    reload: async () => {
      await turn();
      await command('POST', '/refresh');
    },
    move: (to) => perform(mouse(moveTo(to))),
    click: async (at, button, modifiers) => {
      if (button !== 'left') {
        // The mouse is on the screen, where only the tab in front can be clicked.
        await turn();
        raise();
        const { x, y } = whole(at);
        const args = [xClick, x, y, otherButtons[button]].map(String);
        execFileSync(systemPython, args, { env: { ...process.env, DISPLAY: display } });
        return;
      }
      for (const modifier of modifiers) await perform(keys(down(modifier)));
      const click = [
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      await perform(mouse(moveTo(at), ...click));
      for (const modifier of modifiers) await perform(keys(up(modifier)));
    },
    wheel: async (at, by) => {
      const scroll = { type: 'scroll', ...whole(at), deltaX: by.x, deltaY: by.y };
      // A wheel turns relative to its own last turn, so each turn has a new one.
      turns += 1;
      await perform({ type: 'wheel', id: `wheel-${turns}`, actions: [scroll] });
    },
    press: (key, modifiers) =>
      perform(keys(...modifiers.map(down), down(key), up(key), ...[...modifiers].reverse().map(up))),
    show: async () => {
      await turn();
      raise();
    },
    close: async () => {
      await turn();
      await command('DELETE', '/window');
    },
    deleteCookies: async () => {
      await turn();
      await command('DELETE', '/cookie');
    },
  };
};

const whole = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) });
const moveTo = (to: Point): object => ({ type: 'pointerMove', duration: 0, ...whole(to) });
const mouse = (...actions: object[]): object => ({ type: 'pointer', id: 'mouse', actions });
const keys = (...actions: object[]): object => ({ type: 'key', id: 'keys', actions });
const down = (key: string | Modifier): object => ({ type: 'keyDown', value: toKeyCode(key) });
const up = (key: string | Modifier): object => ({ type: 'keyUp', value: toKeyCode(key) });
