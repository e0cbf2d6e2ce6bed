/** Creates the SDK's client of the events service, with this page's credentials and request handler. */

import { PersonalizeEventsClient } from '@aws-sdk/client-personalize-events';
import type { Config } from '../../api/config';
import type { Access } from './access';
import { sharedSigned } from './sdk';

export type EventsClient = PersonalizeEventsClient;

export function createClient(
  config: Config,
  { credentials, requestHandler }: Pick<Access, 'credentials' | 'requestHandler'>,
): EventsClient {
  return new PersonalizeEventsClient({
    ...sharedSigned({ config, requestHandler, credentials: credentials.provide }),
    // Also where there is none: otherwise the SDK would use one that the page has defined on `Object.prototype`.
    endpoint: config.endpoint.events as string,
  });
}
