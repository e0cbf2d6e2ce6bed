/** What option `consent` can follow. */

/** Google Consent Mode, and the two interfaces of IAB consent platforms: TCF 2.2 and 2.3, and GPP 1.1. */
export type PlatformName = 'google' | 'tcf' | 'gpp';

/** All of these must grant. `true`: the defaults. */
export interface Platforms {
  /**
   * Consent types in order of preference: the first that was ever set counts.
   * @defaultValue `['personalization_storage', 'analytics_storage']`
   */
  google?: boolean | string[];
  /**
   * The purposes that need consent; an inner list means one of them. `vendor`: the id of a vendor that needs it too.
   * @defaultValue `{purposes: [1, [5, 6]]}`
   */
  tcf?: boolean | { purposes?: (number | number[])[]; vendor?: number };
  /**
   * The fields of US sections that deny consent when they are set.
   * @defaultValue `{optOuts: ['SaleOptOut', 'SharingOptOut', 'TargetedAdvertisingOptOut', 'Gpc']}`
   */
  gpp?: boolean | { optOuts?: string[] };
}
