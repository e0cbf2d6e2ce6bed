/**
 * Recognizes the console errors that engines log for each failed request. A page cannot prevent them, so they do not
 * count as errors of the page.
 */
import type { ConsoleEntry } from './tab';

const remarks = [
  /^Failed to load resource: /,
  /^Access to \w+ at '.*' from origin '.*' has been blocked by CORS policy/,
  /^(Error: )?Cross-Origin Request Blocked: /,
  /^Origin \S+ is not allowed by Access-Control-Allow-Origin/,
  /^(Fetch API|XMLHttpRequest|Beacon API) cannot load \S+ due to access control checks/,
  /^Preflight response is not successful/,
  /^Could not connect to \S+: Connection refused/,
  /^(The network connection was lost|Connection terminated unexpectedly|Load failed)/,
];

/** Changes the entry in place, because WebKitGTK adds lines to an entry after it was reported. */
export const markNetworkRemark = (entry: ConsoleEntry): ConsoleEntry => {
  if (entry.level === 'error' && remarks.some((remark) => remark.test(entry.text))) entry.level = 'network';
  return entry;
};
