/**
 * Reads members of nodes as the browser defines them. Markup can take any name: a control in a form shadows the form's
 * member of that name, `<img name="body">` shadows `document.body`, and a page's own class may do the same.
 */

type Args<T> = T extends (...args: infer A) => unknown ? A : [];
type Result<T> = T extends (...args: never[]) => infer R ? R : T;

/** The value of a property, or the result of a method, which gets `args`. `undefined` where this browser has neither. */
export function native<T extends object, N extends keyof T>(
  node: T,
  name: N,
  ...args: Args<T[N]>
): Result<T[N]> {
  const member: unknown = Reflect.get(Reflect.getPrototypeOf(node) as T, name, node);
  return (typeof member === 'function' ? member.apply(node, args) : member) as Result<T[N]>;
}

/**
 * A global that the browser or a script defines, otherwise `undefined`. Elements are globals by their id or name too, but
 * inherited ones.
 */
export const ownGlobal = (name: string): unknown =>
  Object.hasOwn(globalThis, name) ? globalThis[name as keyof typeof globalThis] : undefined;
