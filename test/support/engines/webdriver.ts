/** Sends commands of the W3C WebDriver protocol, as far as a tab needs them: one JSON request per command. */

const commandTimeoutMs = 35_000;

export type Command = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<unknown>;

export const createCommand =
  (base: string): Command =>
  async (method, path, body = {}) => {
    const response = await fetch(base + path, {
      method,
      ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(commandTimeoutMs),
    });
    const { value } = (await response.json()) as { value: unknown };
    if (response.ok) return value;
    const { error, message } = value as { error: string; message: string };
    throw new Error(`${error}: ${message} (${method} ${path})`);
  };

/** Keys without a character, as the private code points of the protocol. */
const keyCodes: Record<string, string> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  Meta: '\uE03D',
};

export const toKeyCode = (key: string): string => {
  const code = keyCodes[key] ?? key;
  if ([...code].length !== 1) throw new Error(`Unknown key '${key}'`);
  return code;
};
