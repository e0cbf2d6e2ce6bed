/** Reads option `consent`: the name of a platform, or an object of platforms. */

const defaults = () => ({
  google: { types: ['personalization_storage', 'analytics_storage'] },
  tcf: { purposes: [1, [5, 6]] as (number | number[])[], vendor: 0 },
  gpp: { optOuts: ['SaleOptOut', 'SharingOptOut', 'TargetedAdvertisingOptOut', 'Gpc'] },
});

export type Rules = ReturnType<typeof defaults>;

const listOf = (isGood: (each: unknown) => unknown) => (value: unknown) =>
  Array.isArray(value) && value.length && value.every(isGood);
const isId = (value: unknown) => Number.isInteger(value) && (value as number) > 0;
const isTexts = listOf((each) => typeof each === 'string');

const isGood: Record<string, (value: unknown) => unknown> = {
  types: isTexts,
  optOuts: isTexts,
  purposes: listOf((each) => isId(each) || listOf(isId)(each)),
  vendor: isId,
};

/**
 * Returns the rules of all platforms, and the names of those to follow: none, with a warning, if a part of the option is
 * wrong. Without that part the tag could need less consent.
 */
export function readRules(option: unknown, warn: (message: string) => void) {
  const rules = defaults();
  const given = Object.entries(typeof option === 'string' ? { [option]: true } : (option as object));
  const names: (keyof Rules)[] = [];
  let bad = '';
  for (const [key, own] of given) {
    if (!own) continue;
    const name = key as keyof Rules;
    // `true` has no members, so it means the defaults.
    const members: object = name === 'google' && own !== true ? { types: own } : own;
    const isWrong = ([member, value]: [string, unknown]) =>
      !(member in rules[name] && isGood[member]?.(value));
    if (!rules[name] || Object.entries(members).some(isWrong)) bad ||= `.${name}`;
    else {
      names.push(name);
      Object.assign(rules[name], members);
    }
  }
  if (bad || !names[0]) {
    warn(`option consent${bad} cannot be used: pending`);
    names.length = 0;
  }
  return { rules, names };
}
