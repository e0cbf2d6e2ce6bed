/**
 * The interface between the harness and a browser, with one implementation per engine. Tests use only this interface,
 * so each test is written once for all engines.
 *
 * A tab evaluates expressions, receives real (trusted) input, comes to the front and closes. The harness builds
 * everything else on these functions.
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
  /** For features of a single engine, such as DevTools. Missing in WebKitGTK. */
  readonly page?: Page;
  /** Resolves when the page has loaded; rejects when it cannot be reached. */
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Evaluates an expression, and awaits a promise. Works under any CSP, and in a hidden tab. */
  evaluate(expression: string): Promise<unknown>;
  move(to: Point): Promise<void>;
  /** Presses the left button where the mouse is, and releases it. */
  down(): Promise<void>;
  up(): Promise<void>;
  doubleClick(at: Point): Promise<void>;
  click(at: Point, button: Button, modifiers: readonly Modifier[]): Promise<void>;
  wheel(at: Point, by: Point): Promise<void>;
  /** Presses a key, by its name in `KeyboardEvent.key`. */
  press(key: string, modifiers: readonly Modifier[]): Promise<void>;
  /** Brings the tab to the front, which hides the tab that was in front. */
  show(): Promise<void>;
  /** Closes the tab like a user does, so that `pagehide` fires. */
  close(): Promise<void>;
}

export interface Browser {
  /** The root process of this browser. Missing if the browser is shared. */
  readonly pid?: number;
  /** Opens an empty tab in front. */
  open(): Promise<Tab>;
  /** The open tabs, in the order of opening. A tab is always the same object. */
  tabs(): Promise<Tab[]>;
  /** Sends SIGKILL to the whole process tree, like a power failure. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/**
 * One entry of the browser's console. `error` includes uncaught errors and unhandled rejections. `network` is the
 * message that an engine logs for a failed request, which a page cannot prevent.
 */
export interface ConsoleEntry {
  level: 'debug' | 'log' | 'info' | 'warn' | 'error' | 'network';
  text: string;
}

export interface LaunchOptions {
  /** A directory that remains after the browser ends. A second launch with it is a returning visitor. */
  profile: string;
  onConsole: (entry: ConsoleEntry) => void;
  extras?: LaunchExtras;
}

/** Settings for faults that must be set when the browser starts. */
export interface LaunchExtras {
  chromiumFlags?: readonly string[];
  firefoxPrefs?: Readonly<Record<string, string | number | boolean>>;
  /** The storage quota of a site. Not for Chromium, where only DevTools can set it. */
  quotaMiB?: number;
  /** Stores the profile on a separate disk of this size. Needs Linux and root. */
  diskMiB?: number;
  /** Private browsing: all data are erased when the window is closed. */
  privateMode?: boolean;
}
