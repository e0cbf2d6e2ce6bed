/**
 * Recognizes personal data that a page passes by accident: a value that as a whole is a token, a phone number, a card
 * number or an e-mail address. The ids of shops are none of these: they are numbers of up to 14 digits (EAN-13, GTIN-14).
 */

/** A JSON Web Token, whose header begins with `{"` in base64url, or a phone number in the format E.164. */
const TOKEN_OR_PHONE = /^(eyJ[\w-]+\.[\w.-]+|\+\d{8,15})$/;
/**
 * 15 to 19 digits, of which the first says that a bank or a travel company issued the card (ISO/IEC 7812), in the lengths
 * that exist. Ids of 17 and 18 digits are common, and begin with the time.
 */
const CARD = /^([2-5]\d{14,15}|4\d{18}|6\d{14,18})$/;
/** Not an address like `https://site.example/@name`. Bounded, so that a long text takes no time. */
const EMAIL = /^[^\s@/:]+@[^\s@/]+\.[^\s@/]{1,63}$/;

let isOn = true;

/** Turns the check on or off: option `refuse.personal`. */
export function setRefusePersonal(on: boolean): void {
  isOn = on;
}

/** Whether a primitive value is a token, a phone number or a card number, or `withEmail` an e-mail address. */
export function isPersonal(value: unknown, withEmail?: boolean): boolean {
  const text = String(isOn && value).trim();
  const digits = text.replace(/[ -]/g, '');
  return (
    TOKEN_OR_PHONE.test(text) ||
    (!!withEmail && EMAIL.test(text)) ||
    (CARD.test(digits) && sumOf(digits) % 10 === 0)
  );
}

/** Luhn's sum: from the end, every second digit counts twice, as the sum of the digits of the result. */
const sumOf = (digits: string): number =>
  [...digits].reduceRight(
    (sum, digit, i) => sum + Number((digits.length - i) % 2 ? digit : '0246813579'.charAt(+digit)),
    0,
  );

/** Whether a value of parsed JSON is or contains personal data. */
export const hasPersonal = (value: unknown): boolean =>
  value && typeof value === 'object' ? Object.values(value).some(hasPersonal) : isPersonal(value, true);
