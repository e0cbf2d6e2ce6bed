/**
 * Engines write an error into the console when a request fails, whether or not the page expected it. No page can
 * prevent that, so it is told apart from the errors that a page makes.
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

/** Changes the entry in place: WebKitGTK's grow by further lines after they were reported. */
export const markNetworkRemark = (entry: ConsoleEntry): ConsoleEntry => {
  if (entry.level === 'error' && remarks.some((remark) => remark.test(entry.text))) entry.level = 'network';
  return entry;
};
