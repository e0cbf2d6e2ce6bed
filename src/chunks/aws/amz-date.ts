/** The date format of AWS signatures, `20131008T001112Z`. */

const AMZ_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\dZ)$/;

/** Returns epoch milliseconds, NaN if the text is not such a date. */
export function parseAmzDate(text = ''): number {
  const [, year, month, day, hour, minute, second] = AMZ_DATE.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}`);
}
