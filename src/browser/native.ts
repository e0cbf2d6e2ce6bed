/**
 * Reads members of nodes as the browser defines them. Markup can take any name: a control in a form shadows the form's
 * member of that name, `<img name="body">` shadows `document.body`. So can the class of a custom element, by a property of
 * its own (`static properties = { matches: … }` in Lit).
 */

type Args<T> = T extends (...args: infer A) => unknown ? A : [];
type Members<T> = T extends Element ? Element : T;
type Result<T> = T extends (...args: never[]) => infer R ? R : T;

/**
 * The value of a property, or the result of a method, which gets `args`; `undefined` where this browser has neither. Of an
 * element: a member of `Element` or what that extends.
 */
export function native<T extends object, N extends keyof Members<T>>(
  node: T,
  name: N,
  ...args: Args<Members<T>[N]>
): Result<Members<T>[N]> {
  const owner = node instanceof Element ? Element.prototype : Reflect.getPrototypeOf(node);
  const member: unknown = Reflect.get(owner as object, name, node);
  return (typeof member === 'function' ? member.apply(node, args) : member) as Result<Members<T>[N]>;
}

/** The nodes or attributes of a list, which need have no iterator: libraries of old replace it, or know none. */
export const toArray = <T>(list: ArrayLike<T>): T[] => [].slice.call(list);

/**
 * A global that the browser or a script defines, otherwise `undefined`. Elements are globals by their id or name too, but
 * inherited ones.
 */
export const ownGlobal = (name: string): unknown =>
  Object.hasOwn(globalThis, name) ? globalThis[name as keyof typeof globalThis] : undefined;
