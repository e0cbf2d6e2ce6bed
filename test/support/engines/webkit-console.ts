/**
 * Reads the console of WebKitGTK from the stderr of its processes, with lines such as
 * `http://127.0.0.1:8080/page:1:145: CONSOLE LOG hello` or `CONSOLE SECURITY ERROR Refused to connect …`.
 */
import type { ConsoleEntry } from './tab';

const header = /^(?:\S*: )?CONSOLE (?:[A-Z]+ )?(LOG|INFO|DEBUG|WARN|ERROR) (.*)$/;

const levels: Record<string, ConsoleEntry['level']> = {
  LOG: 'log',
  INFO: 'info',
  DEBUG: 'debug',
  WARN: 'warn',
  ERROR: 'error',
};

/** Accepts chunks of any size. A line without the prefix CONSOLE continues the previous message. */
export const createConsoleReader = (onConsole: (entry: ConsoleEntry) => void): ((chunk: string) => void) => {
  let rest = '';
  let open: ConsoleEntry | undefined;
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [, level = '', text = ''] = header.exec(line) ?? [];
      if (level !== '') {
        // Reported immediately and extended in place, because it is unknown whether another line follows.
        open = { level: levels[level] ?? 'log', text };
        onConsole(open);
      } else if (open !== undefined && line !== '') open.text += `\n${line}`;
    }
  };
};
