/** For each chunk except delivery: a script that makes a page load it, and a check that it works. */
import { expect } from '@playwright/test';
import { fileOf } from './chunk-faults';
import type { Stage } from './stage';

interface Need {
  /** A script that runs before the tag. */
  before: string;
  /** Checks that the chunk works, in the same page. */
  use: (stage: Stage) => Promise<void>;
}

const ARN = 'arn:aws:personalize:us-east-1:000000000000';
const options = (given: object): string =>
  `globalThis.tagOptions = { ...globalThis.tagOptions, ...${JSON.stringify(given)} };`;
/** Placed where the page has no content, so that the positions of click targets do not change. */
const html = (text: string): string =>
  `addEventListener('DOMContentLoaded', () => document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(text)}));`;

const request = { recommenderArn: `${ARN}:recommender/local-most-viewed` };

/** The number of items, or the error. */
export const recommend = ({ visitor }: Stage): Promise<number | string> =>
  visitor.evaluate(
    (given) =>
      window.personalize.recommend(given).then(
        ({ itemList }) => itemList.length,
        (error) => String(error),
      ),
    request,
  );

const slot = html(`<ul id="slot" data-personalize-num-results="3" data-personalize-timeout="60000"
    data-personalize-recommend="${ARN}:recommender/local-most-viewed" style="position: absolute; top: 400px">
  <template><li data-personalize-item-id="{itemId}">{itemId}</li></template></ul>`);

const manyItems = Array.from({ length: 600 }, (_, n) => `<p data-personalize-item-id="crowd-${n}">${n}</p>`);

export const needs: Record<string, Need> = {
  slots: {
    before: slot,
    use: async ({ visitor }) =>
      void (await visitor.waitFor(() => document.querySelector('#slot [data-personalize-item-id]'))),
  },
  runtime: {
    // The rejection is caught here; a slot would report its own failure.
    before: `addEventListener('load', () => personalize.recommend(${JSON.stringify(request)}).catch(() => {}));`,
    use: async (stage) => expect(await recommend(stage)).toBeGreaterThan(0),
  },
  'data-layer': {
    before: `${options({ dataLayer: true })} dataLayer = [{ event: 'view_item', ecommerce: { items: [{ item_id: 'in-the-layer' }] } }];`,
    async use(stage) {
      stage.occurred('in-the-layer');
      await stage.untilAllArrived();
    },
  },
  media: {
    before: html('<video data-personalize-item-id="film" style="position: absolute; top: 500px"></video>'),
    use: async () => {},
  },
  sight: {
    before: html(`<p data-personalize-item-id="in-view" data-personalize-on="view"
      style="position: absolute; top: 500px">In view</p>`),
    async use(stage) {
      stage.occurred('in-view');
      await stage.untilAllArrived();
    },
  },
  crowd: {
    before: html(`<div style="position: absolute; top: 2000px">${manyItems.join('')}</div>`),
    use: async () => {},
  },
  datasets: {
    before: `${options({ itemsDatasetArn: `${ARN}:dataset/local-shop/ITEMS` })}
      addEventListener('load', () => personalize.putItems([{ itemId: 'put', properties: { price: 1 } }]));`,
    use: ({ aws }) =>
      aws.until(() => aws.requests().some(({ operation }) => operation === 'PutItems'), 'PutItems'),
  },
};

/** The query strings with which each chunk was requested, without retries. */
export const queriesOf = ({ site }: Stage): Map<string, string[]> => {
  const queries = new Map<string, string[]>();
  for (const chunk of ['aws', ...Object.keys(needs)])
    site.route(`/dist/${fileOf(chunk)}`, (request, _response, serve) => {
      const { search } = new URL(request.url ?? '/', site.url);
      queries.set(chunk, [...(queries.get(chunk) ?? []), search]);
      return serve();
    });
  return queries;
};
