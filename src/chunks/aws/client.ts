/** Creates the SDK's client of the events service, with this page's credentials and request handler. */

import { PersonalizeEventsClient } from '@aws-sdk/client-personalize-events';
import type { DeliveryParts } from '../../delivery/transport';
import { accessFor } from './access';
import { sharedSigned } from './sdk';

export type EventsClient = PersonalizeEventsClient;

export function createClient(
  parts: Parameters<typeof accessFor>[0] & Pick<DeliveryParts, 'config'>,
): EventsClient {
  const { config } = parts;
  const { credentials, requestHandler } = accessFor(parts);
  return new PersonalizeEventsClient({
    ...sharedSigned({ config, requestHandler, credentials: credentials.provide }),
    ...(config.endpoint.events ? { endpoint: config.endpoint.events } : {}),
  });
}
