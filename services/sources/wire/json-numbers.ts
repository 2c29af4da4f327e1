/** Where in a JSON number its next character stands. */
type State = (typeof STATES)[number];
const STATES = ['sign', 'zero', 'digits', 'point', 'fraction', 'e', 'e sign', 'exponent'] as const;

const [PLUS, MINUS, POINT, ZERO, NINE, SMALL_E, LARGE_E] = [0x2b, 0x2d, 0x2e, 0x30, 0x39, 0x65, 0x45];

const isDigit = (byte: number) => byte >= ZERO && byte <= NINE;
const isE = (byte: number) => byte === SMALL_E || byte === LARGE_E;

/** Whether a number begins with this byte, outside of strings. */
export const beginsNumber = (byte: number): boolean => isDigit(byte) || byte === MINUS;

/** Whether the byte may stand in a number that has begun. */
export const isOfNumber = (byte: number): boolean =>
  isDigit(byte) || byte === POINT || isE(byte) || byte === PLUS || byte === MINUS;

export const firstState = (byte: number): State => (byte === MINUS ? 'sign' : byte === ZERO ? 'zero' : 'digits');

/** The state after one more byte; undefined where no number goes on like that. */
export function nextState(state: State, byte: number): State | undefined {
  switch (state) {
    case 'sign':
      return isDigit(byte) ? firstState(byte) : undefined;
    case 'zero':
    case 'digits':
      if (isDigit(byte)) return state === 'digits' ? 'digits' : undefined;
      return byte === POINT ? 'point' : isE(byte) ? 'e' : undefined;
    case 'point':
      return isDigit(byte) ? 'fraction' : undefined;
    case 'fraction':
      return isDigit(byte) ? 'fraction' : isE(byte) ? 'e' : undefined;
    case 'e':
      return isDigit(byte) ? 'exponent' : byte === PLUS || byte === MINUS ? 'e sign' : undefined;
    case 'e sign':
    case 'exponent':
      return isDigit(byte) ? 'exponent' : undefined;
  }
}

export const isWholeNumber = (state: State): boolean =>
  state === 'zero' || state === 'digits' || state === 'fraction' || state === 'exponent';
export type NumberState = State;
