/** Who is on the phone in a story. The stage gives each a number of her own, so that a story can be played again and again. */
export interface Person {
  readonly name: string;
  /** stranger: a number of nobody's. client: a client's only number. two phones: the first of a client's two. couple: two clients share it. withheld: no number is shown. */
  readonly kind: 'stranger' | 'client' | 'two phones' | 'couple' | 'withheld';
}

const person = (kind: Person['kind']) => (name: string): Person => ({ name, kind });

export const caller = person('stranger');
export const client = person('client');
export const withTwoPhones = person('two phones');
export const oneOfCouple = person('couple');
export const withheld = person('withheld');
