/**
 * Uses one client of the SDK for two services. The packages of Personalize Events and Personalize Runtime are generated
 * from the same template and differ only in names, dates and operations. So the runtime client is the events client
 * with the settings of the runtime, and code that delivery has loaded is not loaded again. The build fails if the two
 * packages differ in anything else.
 */

import { readFileSync } from 'node:fs';

const RUNTIME = '@aws-sdk/client-personalize-runtime/dist-es/';
const EVENTS = '@aws-sdk/client-personalize-events/dist-es/';

/** The modules of both clients. The client itself is first. */
const SAME = [
  'PersonalizeRuntimeClient.js',
  'runtimeConfig.browser.js',
  'runtimeConfig.shared.js',
  'runtimeExtensions.js',
  'auth/httpAuthSchemeProvider.js',
  'auth/httpAuthExtensionConfiguration.js',
  'endpoint/EndpointParameters.js',
  'endpoint/endpointResolver.js',
  'endpoint/bdd.js',
];

/** @param {string} text */
const toEvents = (text) =>
  text
    .replace(/2018-05-22/g, '2018-03-22')
    .replace(
      /(personalize[- ]?)(runtime)(?!Config|Extensions)/gi,
      (_, name, word) => name + (word === 'Runtime' ? 'Events' : 'events'),
    );

const CLIENT = `
import { PersonalizeEventsClient } from '../../client-personalize-events/dist-es/PersonalizeEventsClient.js';
import { defaultEndpointResolver } from '../../client-personalize-events/dist-es/endpoint/endpointResolver.js';
import { errorTypeRegistries } from './schemas/schemas_0';
const endpointProvider = (parameters, context) => {
  const endpoint = defaultEndpointResolver(parameters, context);
  const url = new URL(endpoint.url);
  url.hostname = url.hostname.replace(/^personalize-events/, 'personalize-runtime');
  return { ...endpoint, url };
};
export class PersonalizeRuntimeClient extends PersonalizeEventsClient {
  constructor(config) {
    super({
      apiVersion: '2018-05-22',
      serviceId: 'Personalize Runtime',
      endpointProvider,
      protocolSettings: {
        defaultNamespace: 'com.amazonaws.personalizeruntime',
        errorTypeRegistries,
        version: '2018-05-22',
        serviceTarget: 'AmazonPersonalizeRuntime',
      },
      ...config,
    });
  }
}`;

const PARAMETERS = `export * from '../../../client-personalize-events/dist-es/endpoint/EndpointParameters.js';`;

/** @returns {import('rollup').Plugin} */
export function sameClient() {
  let found = false;
  return {
    name: 'same-client',
    load(id) {
      const [modules, name = ''] = id.split('\\').join('/').split(RUNTIME);
      if (name === 'endpoint/EndpointParameters.js') return PARAMETERS;
      if (name !== SAME[0]) return null;
      found = true;
      for (const each of SAME) {
        const [runtime, events] = [`${modules}${RUNTIME}${each}`, `${modules}${EVENTS}${toEvents(each)}`];
        if (toEvents(readFileSync(runtime, 'utf8')) !== readFileSync(events, 'utf8')) {
          this.error(`the SDK has changed: the two clients of Personalize differ in ${each}`);
        }
      }
      return CLIENT;
    },
    buildEnd(error) {
      if (!error && !found) this.error(`the SDK has changed, not found: ${SAME[0]}`);
    },
  };
}
