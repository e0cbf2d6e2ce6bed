/** An error that the page is to tell by its name, since no class of ours is there for `instanceof` before a chunk is. */

export const failure = (name: string, message: string): Error => Object.assign(new Error(message), { name });
