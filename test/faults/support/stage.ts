/** The API of a scenario: a visitor on test/pages/fault.html, faults, and the recorded occurrences. */
import type { EngineName, Point } from '../../support/engines/tab';
import type { Aws } from '../../support/local-aws';
import { createRandom } from '../../support/random';
import type { Route, Site } from '../../support/site';
import type { Visitor } from '../../support/visitor';
import { type Happened, readHappened } from './occurrences';

declare global {
  const witness: {
    page: string;
    restored: boolean[];
    write(text: string): void;
    track(count: number, fields?: object): Promise<string[]>;
  };
  const refusals: { itemId?: string; why: string }[];
  const drops: { reason: string; itemId?: string }[];
  /** The messages of the tag's `error` events. */
  const errors: string[];
  /** The item ids of the events that the tag has reported as stored. */
  const safe: string[];
}

export interface StageDeps {
  visitor: Visitor;
  site: Site;
  aws: Aws;
  engine: EngineName;
  seed: number;
}

export type Stage = ReturnType<typeof createStage>;

export const createStage = ({ visitor, site, aws, engine, seed }: StageDeps) => {
  const byDriver = new Set<string>();
  const excused: ((id: string, happened: Happened) => boolean)[] = [];
  const notes: Record<string, [number, number]> = {};
  const happened = (): Happened => readHappened(site, visitor, byDriver);

  // Each event is read once, since a backlog of ten thousand is checked at every arrival.
  const arrivals = new Set<string>();
  let read = 0;
  const arrived = (id: string): boolean => {
    for (const { itemId = '' } of aws.events().slice(read)) arrivals.add(itemId);
    read = aws.events().length;
    return arrivals.has(id);
  };
  const untilTagged = (): Promise<unknown> => visitor.waitFor(() => window.personalize.version);
  const open = async (path = '/fault.html'): Promise<void> => {
    await visitor.open(path);
    await untilTagged();
  };
  /** Makes a real click. Resolves to its occurrence once that is recorded, even if the page is gone. */
  const click = async (
    target: string | Point | (() => Promise<void>) = '#item',
    options?: Parameters<Visitor['click']>[1],
  ): Promise<string> => {
    const before = happened().occurred;
    await (typeof target === 'function' ? target() : visitor.click(target, options));
    const fresh = (): string | undefined => [...happened().occurred].find((id) => !before.has(id));
    const until = Date.now() + 10_000;
    for (let id = fresh(); Date.now() < until; id = fresh()) {
      if (id !== undefined) return id;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`The witness recorded no click on ${target}`);
  };

  /** Loads everything that sending needs: waits until a first click has arrived. */
  const warm = async (): Promise<void> => {
    const id = await click();
    await aws.until(() => arrived(id), 'the first click', 40_000);
  };

  /** Calls `track` this often in one task. Resolves to the item ids of the stored events. */
  const track = (count: number): Promise<string[]> => visitor.evaluate((n) => witness.track(n), count);

  const isExcused = (id: string): boolean => excused.some((is) => is(id, happened()));

  return {
    visitor,
    site,
    aws,
    engine,
    random: createRandom(seed),
    happened,
    click,
    open,
    warm,
    openWarm: async (path?: string): Promise<void> => {
      await open(path);
      await warm();
    },
    newTab: async (path = '/fault.html'): Promise<void> => {
      await visitor.newTab(path);
      await untilTagged();
    },
    newTabWarm: async (): Promise<void> => {
      await visitor.newTab('/fault.html');
      await untilTagged();
      await warm();
    },
    track,
    /** Tracks, and waits until the fault has been applied to a request with these events. */
    trackInto: async (fault: object, count: number, withinMs?: number): Promise<void> => {
      aws.faults({ operation: 'PutEvents', ...fault });
      await track(count);
      await aws.until(() => aws.state.faults.length === 0, 'a request to which the fault applies', withinMs);
    },
    /** Records an occurrence by the driver, where no witness can run. */
    occurred: (id: string): void => void byDriver.add(id),
    /** This occurrence may be missing, for the reason given by the scenario. */
    excuse: (is: (id: string, happened: Happened) => boolean): void => void excused.push(is),
    isExcused,

    arrived,
    /** Waits until all required occurrences so far have arrived, whether or not they were acknowledged. */
    untilAllArrived: (withinMs = 20_000): Promise<void> => {
      const missing = new Set([...happened().occurred].filter((id) => !isExcused(id)));
      const isComplete = (): boolean => {
        for (const id of missing) if (arrived(id)) missing.delete(id);
        return missing.size === 0;
      };
      return aws.until(isComplete, `all occurrences (${[...missing].slice(0, 5)} …)`, withinMs);
    },
    /** A share for the tables of the README, such as events on the wire before a recovery visit. */
    notes,
    count: (name: string, hit: boolean): void => {
      const [hits, of] = notes[name] ?? [0, 0];
      notes[name] = [hits + Number(hit), of + 1];
    },

    /** A script that runs in every page before the tag, until the recovery visit. */
    before: (script: string | (() => void)): void =>
      site.route('/fault.js', toScript(typeof script === 'string' ? script : `(${String(script)})();`)),
    /** Moves the time forward, for the device and the service, from the next page on, until the recovery visit. */
    later: (ms: number): void => {
      aws.faults({ operation: '*', times: 'always', clockOffsetMs: ms });
      site.route('/fault.js', toScript(`(${String(shiftDate)})(${ms});`));
    },
    /** Adds options of the tag to those of the page. */
    options: (options: object): void =>
      site.route('/fault.js', toScript(`globalThis.tagOptions = ${JSON.stringify(options)};`)),
  };
};

/** Runs in the page. */
const shiftDate = (ms: number): void => {
  const Real = Date;
  window.Date = class extends Real {
    constructor(...args: unknown[]) {
      if (args.length > 0) super(...(args as [number]));
      else super(Real.now() + ms);
    }
    static override now(): number {
      return Real.now() + ms;
    }
  } as DateConstructor;
};

const toScript =
  (text: string): Route =>
  (_request, response) =>
    void response
      .writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' })
      .end(text);
