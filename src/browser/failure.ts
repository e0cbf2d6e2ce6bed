/**
 * Creates an error that the page identifies by its name. `instanceof` is not an option: the tag exports no error
 * classes before a chunk is loaded.
 */

export const failure = (name: string, message: string): Error => Object.assign(new Error(message), { name });
