/** Finds harm that fails a test unless the test allows it: errors, CSP violations, missing pages, exposed secrets. */
import type { Aws } from './local-aws';
import type { Site } from './site';
import type { Visitor } from './visitor';

interface World {
  visitor: Visitor;
  site: Site;
  aws: Aws;
}

/** Call this while the tabs are still open: it reads their storage. */
export const findHarm = async ({ visitor, site, aws }: World): Promise<string[]> => {
  const harm = [
    ...visitor
      .console()
      .filter(({ level }) => level === 'error')
      .map(({ text }) => `error in the console: ${text}`),
    ...site.cspReports.map((report) => `breach of the content security policy: ${report}`),
    ...site.requests
      .filter(({ status }) => status >= 400)
      .map(({ path, status }) => `the site answered ${status} to ${path}`),
  ].filter((text) => !visitor.isAllowed(text));

  const stored = await visitor.evaluateEverywhere(() =>
    // Each of them throws where site data is blocked.
    // `personalize.credentials` is the cache for all pages of the site. A secret anywhere else is exposed.
    [() => ({ ...localStorage, 'personalize.credentials': '' }), () => sessionStorage, () => document.cookie]
      .map((read) => {
        try {
          return JSON.stringify(read());
        } catch {
          return '';
        }
      })
      .join('\n'),
  );
  const open = { 'the storage': stored, 'the console': visitor.console().map(({ text }) => text) };
  for (const secret of aws.secrets()) {
    for (const [place, texts] of Object.entries(open)) {
      // JSON and URLs encode '/', '+' and '=' differently, so the longest part without them is searched for.
      const core = secret.split(/[/+=]/).sort((a, b) => b.length - a.length)[0] ?? secret;
      if (texts.some((text) => text.includes(core))) harm.push(`a secret of the credentials is in ${place}`);
    }
  }
  return harm;
};
