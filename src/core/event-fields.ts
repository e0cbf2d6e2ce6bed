/** The fields of an interaction that a page may set, with the names of PutEvents. */
export interface EventFields {
  /** The item, 1 to 256 characters. */
  itemId?: string | number | undefined;
  /** A finite number, such as a price, a rating or the fraction of a film that was watched. */
  eventValue?: number | string | undefined;
  /** Metadata with the camelCase names of the schema's fields; as JSON at most 1,024 characters. */
  properties?: Record<string, unknown> | string | undefined;
  /** Id of the recommendation that led to the interaction, 1 to 40 characters. */
  recommendationId?: string | undefined;
  /** The items that were visible, oldest first; the 25 most recent are kept. */
  impression?: readonly (string | number)[] | undefined;
  /** Source of the recommendation; printable ASCII, 1 to 1,024 characters. */
  metricAttribution?: { eventAttributionSource: string } | undefined;
  /** Your own event id, 1 to 256 characters. Personalize ignores all but the first event with the same id. */
  eventId?: string | undefined;
  /** Time of the interaction: a `Date`, an ISO 8601 string, epoch seconds or epoch milliseconds. */
  sentAt?: Date | string | number | undefined;
}
