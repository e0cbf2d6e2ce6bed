/** The parts of nodes that the tag uses, in Node: listeners are recorded, so that a test can fire their events. */

type Heard = { type: string; fn: (event: unknown) => void };

/** Calls listeners with any object, because `isTrusted` of a real event in Node is always false. */
export class Target {
  heard: Heard[] = [];
  addEventListener(type: string, fn: Heard['fn'], { signal }: AddEventListenerOptions = {}): void {
    // A listener that is added again stays one.
    if (this.heard.some((each) => each.type === type && each.fn === fn)) return;
    this.heard.push({ type, fn });
    signal?.addEventListener('abort', () => this.removeEventListener(type, fn));
  }
  removeEventListener(type: string, fn: Heard['fn']): void {
    this.heard = this.heard.filter((each) => each.type !== type || each.fn !== fn);
  }
  fire(type: string, event: object = {}): void {
    for (const each of this.heard.filter((each) => each.type === type)) each.fn({ type, ...event });
  }
}

export class UnitNode extends Target {}

/** An element with attributes only; `selectors` are the selectors that it matches. */
export class UnitElement extends UnitNode {
  constructor(
    private readonly given: Record<string, string> = {},
    private readonly selectors: string[] = [],
  ) {
    super();
  }
  get attributes() {
    return Object.entries(this.given).map(([name, value]) => ({ name, value }));
  }
  // On the prototype, where the tag reads them: markup can shadow the own properties of a form.
  get nodeType() {
    return 1;
  }
  get localName(): string {
    return this instanceof UnitVideo ? 'video' : 'div';
  }
  get isConnected() {
    return true;
  }
  get parentNode() {
    return null;
  }
  hasAttribute(name: string) {
    return name in this.given;
  }
  getAttribute(name: string) {
    return this.given[name] ?? null;
  }
  setAttribute(name: string, value: string) {
    this.given[name] = value;
  }
  contains(node: unknown) {
    return node === this;
  }
  matches(selector: string) {
    return selector === ':defined' || this.selectors.some((each) => selector.includes(each));
  }
}

export class UnitScript extends UnitElement {
  constructor(
    readonly dataset: Record<string, string>,
    readonly src: string,
  ) {
    super();
  }
}

export class UnitVideo extends UnitElement {}
export const createVideo = (given: Record<string, string>) => new UnitVideo(given);
