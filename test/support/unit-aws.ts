/** The three services behind `fetch`, as far as unit tests need them: they record their requests. */

import { define } from './unit-browser';
import { overNetwork } from './unit-network';

export interface Call {
  /** `GetId`, `GetCredentialsForIdentity`, or the path of Personalize, such as `events`. */
  name: string;
  url: string;
  body: Record<string, unknown>;
  init: RequestInit;
  /** The access key of the signature. */
  key: string | undefined;
}

type Answer = Response | Promise<Response>;

/** An error in the format of the services. */
export const failing = (type: string, status = 400, message = 'of the service') =>
  new Response(JSON.stringify({ __type: type, message }), {
    status,
    headers: { 'x-amzn-errortype': type, 'content-type': 'application/x-amz-json-1.1' },
  });

/** `answer` returns the answer to a call, or `undefined` for the default one. */
export function openAws(answer: (call: Call, nth: number) => Answer | undefined = () => undefined) {
  const calls: Call[] = [];

  const usual = ({ name }: Call): Response => {
    const made = calls.filter((call) => call.name === name).length;
    const given: Record<string, object> = {
      GetId: { IdentityId: `us-east-1:identity-${made}` },
      GetCredentialsForIdentity: {
        IdentityId: 'us-east-1:identity',
        Credentials: {
          AccessKeyId: `AKID${made}`,
          SecretKey: 'secret',
          SessionToken: 'token',
          Expiration: Date.now() / 1000 + 3600,
        },
      },
    };
    return name in given ? new Response(JSON.stringify(given[name])) : new Response('');
  };

  define('fetch', {
    writable: true,
    value: async (url: string, init: RequestInit) => {
      const headers = new Headers(init.headers);
      const text =
        typeof init.body === 'string' ? init.body : new TextDecoder().decode(init.body as Uint8Array);
      const call: Call = {
        name: headers.get('x-amz-target')?.split('.')[1] ?? new URL(url).pathname.slice(1),
        url,
        body: JSON.parse(text),
        init,
        key: /Credential=(\w+)/.exec(headers.get('authorization') ?? '')?.[1],
      };
      calls.push(call);
      const nth = calls.filter(({ name }) => name === call.name).length - 1;
      return overNetwork((await answer(call, nth)) ?? usual(call), url);
    },
  });

  const named = (name: string) => calls.filter((call) => call.name === name);
  return {
    calls,
    named,
    names: () => calls.map(({ name }) => name),
    /** The events that arrived, one list per request. */
    events: () => named('events').map(({ body }) => body.eventList as Record<string, unknown>[]),
    eventIds: () =>
      named('events').map(({ body }) =>
        (body.eventList as { eventId: string }[]).map((each) => each.eventId),
      ),
  };
}
