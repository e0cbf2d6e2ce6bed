/** `npm run test:faults` runs everything and waits for every claim to end; `npm test` runs a part to save time. */
export const isWhole = process.env.PERSONALIZE_FAULTS === 'whole';
