/**
 * What the harness asks of a browser: the narrow waist under which the three engines differ, and above which a
 * test is written once.
 *
 * A tab evaluates, takes real (trusted) input, comes to the front and closes. All else is built on that.
 */
import type { Page } from 'playwright';

export type EngineName = 'chromium' | 'firefox' | 'webkit';
export type Button = 'left' | 'middle' | 'right';
export type Modifier = 'Alt' | 'Control' | 'Meta' | 'Shift';

/** CSS pixels from the top left corner of the viewport. */
export interface Point {
  x: number;
  y: number;
}

export interface Tab {
  /** For what one engine alone can do, such as DevTools; absent in WebKitGTK. */
  readonly page?: Page;
  /** Resolves when the page has loaded; rejects when it cannot be reached. */
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** The value of an expression, awaited if it is a promise. Works under any CSP, and in a hidden tab. */
  evaluate(expression: string): Promise<unknown>;
  move(to: Point): Promise<void>;
  click(at: Point, button: Button, modifiers: readonly Modifier[]): Promise<void>;
  wheel(at: Point, by: Point): Promise<void>;
  /** A key by its name in `KeyboardEvent.key`. */
  press(key: string, modifiers: readonly Modifier[]): Promise<void>;
  /** Brings the tab to the front, which hides the one that was there. */
  show(): Promise<void>;
  /** As a person closes a tab, so that `pagehide` fires. */
  close(): Promise<void>;
}

export interface Browser {
  /** The topmost process of its own; absent where a worker shares one browser. */
  readonly pid?: number;
  /** A new, empty tab in front. */
  open(): Promise<Tab>;
  /** Every tab that is open now, in the order of opening; the same object for the same tab. */
  tabs(): Promise<Tab[]>;
  /** SIGKILL to the whole process tree: a power cut. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/**
 * What the engine itself wrote to its console. `error` covers uncaught errors and unhandled rejections too; `network`
 * is the engine's own remark on a failed request, which no page can prevent.
 */
export interface ConsoleEntry {
  level: 'debug' | 'log' | 'info' | 'warn' | 'error' | 'network';
  text: string;
}

export interface LaunchOptions {
  /** A directory that outlives the browser; two launches with the same one are one visitor coming back. */
  profile: string;
  onConsole: (entry: ConsoleEntry) => void;
  extras?: LaunchExtras;
}

/** For faults that a browser must be started with. */
export interface LaunchExtras {
  chromiumFlags?: readonly string[];
  firefoxPrefs?: Readonly<Record<string, string | number | boolean>>;
  /** So much may a site store; Chromium learns it from DevTools only. */
  quotaMiB?: number;
  /** The profile stands on a disk of its own, of this size. Linux, as root. */
  diskMiB?: number;
  /** Nothing is kept when the window is closed. */
  privateMode?: boolean;
}
