/**
 * Reads members of nodes as the browser defines them, even if the page shadows them. Markup can shadow any name: a
 * control in a form shadows the form's member of that name, and `<img name="body">` shadows `document.body`. The class
 * of a custom element can shadow a name with a property (`static properties = { matches: … }` in Lit).
 */

type Args<T> = T extends (...args: infer A) => unknown ? A : [];
type Members<T> = T extends Element ? Element : T;
type Result<T> = T extends (...args: never[]) => infer R ? R : T;

/**
 * Returns the value of a property, or the result of a method called with `args`; `undefined` if the browser has
 * neither. For an element, only members of `Element` and of the interfaces it extends are read.
 */
export function native<T extends object, N extends keyof Members<T>>(
  node: T,
  name: N,
  ...args: Args<Members<T>[N]>
): Result<Members<T>[N]>;
/** `Args` contains only the last signature of an overloaded method, which is another one of `scrollTo`. */
export function native(node: Element, name: 'scrollTo', options: ScrollToOptions): void;
export function native<T extends object>(node: T, name: PropertyKey, ...args: unknown[]): unknown {
  // A prototype has the members of its nodes.
  const owner = node instanceof Element ? Element.prototype : (Reflect.getPrototypeOf(node) as T);
  const member: unknown = Reflect.get(owner, name, node);
  return typeof member === 'function' ? member.apply(node, args) : member;
}

/** `instanceof` is false for a node that a page has adopted from another frame. */
export const isElement = (target: EventTarget): target is Element => native(target as Node, 'nodeType') === 1;

/** Converts a list of nodes or attributes to an array without its iterator, which old libraries replace or remove. */
export const toArray = <T>(list: ArrayLike<T>): T[] => [].slice.call(list);

/**
 * Returns a global that the browser or a script defines, otherwise `undefined`. Elements with an id or a name are
 * globals too, but inherited ones, so they are excluded.
 */
export const ownGlobal = (name: string): unknown =>
  Object.hasOwn(globalThis, name) ? globalThis[name as keyof typeof globalThis] : undefined;
