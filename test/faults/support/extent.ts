/** `npm run test:faults` runs all of it and waits for every claim to end; `npm test` has neither the time nor the need. */
export const isWhole = process.env.PERSONALIZE_FAULTS === 'whole';
