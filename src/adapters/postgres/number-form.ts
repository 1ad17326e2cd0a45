/**
 * One form for each phone number, as it is dialled from here: a mobile as 11 digits, a landline with its area code and 0, a
 * number abroad with 00. What the network sends is raw and untrusted.
 */
const mobile = /^1[3-9]\d{9}$/;
/** Shortest and longest that can be a caller: service numbers such as 95500, E.164 behind 00. */
const length = { min: 3, max: 18 };

/** Within China (after +86 or 0086): a landline lacks its 0 there. */
function domestic(digits: string): string {
  const bare = digits.replace(/^0+/, '');
  if (mobile.test(bare)) return bare;
  // Service numbers (95500, 12386, 400…, 800…) have no area code; all but the last two are shorter than any landline.
  return bare.length < 9 || /^(400|800)\d{7}$/.test(bare) ? bare : `0${bare}`;
}

/** null: withheld, or not a number. */
export function normaliseNumber(raw: string): string | null {
  const text = raw.normalize('NFKC').replace(/^(tel|sips?):/i, '').replace(/@.*$/s, '').replace(/[\s().-]/g, '');
  if (!/^\+?\d+$/.test(text)) return null;
  const digits = canonical(text);
  return digits.length < length.min || digits.length > length.max || /^0+$/.test(digits) ? null : digits;
}

function canonical(text: string): string {
  if (text.startsWith('+86')) return domestic(text.slice(3));
  if (text.startsWith('0086')) return domestic(text.slice(4));
  if (text.startsWith('+')) return `00${text.slice(1)}`;
  if (text.startsWith('86') && mobile.test(text.slice(2))) return text.slice(2);
  // A leading 0 before a mobile: how calls from other provinces come in.
  if (text.startsWith('0') && mobile.test(text.slice(1))) return text.slice(1);
  return text;
}
