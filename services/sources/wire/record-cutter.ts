import { SourceError } from '../errors.ts';
import { beginsNumber, firstState, isOfNumber, isWholeNumber, nextState, type NumberState } from './json-numbers.ts';

const LONGEST_RECORD = 1024 * 1024;
const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST] = [0x22, 0x5c, 0x2c, 0x5b, 0x5d];
const isOpening = (byte: number) => byte === 0x7b || byte === OPEN_LIST;
const isClosing = (byte: number) => byte === 0x7d || byte === CLOSE_LIST;
const isBlank = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Cuts the list that is the value of `member` of a JSON object out of its bytes while they come in, into lists of whole
 * records in which every number is a string. It knows strings, brackets and numbers, and leaves the rest to the parser.
 */
export function recordCutter(member: string) {
  const opening = new RegExp(`"${RegExp.escape(member)}"\\s*:\\s*$`);
  let place: 'before' | 'in' | 'after' = 'before';
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  let number: NumberState | undefined;
  let around: Buffer = Buffer.alloc(0);
  /** The list that is being put together, from its bracket on, and what of it is written. */
  let list: Buffer = Buffer.alloc(0);
  let size = 0;
  let isFirst = true;

  const broken = (what: string) => new SourceError('format', `the answer is no valid JSON: ${what}`);
  /** The records before `end`, as a list of their own. */
  const closeList = (end: number, isLast: boolean): Buffer | undefined => {
    const isEmpty = list.subarray(1, end).every(isBlank);
    if (isEmpty && !(isLast && isFirst)) throw broken('a record of its list is missing');
    isFirst = false;
    return isEmpty ? undefined : Buffer.concat([list.subarray(0, end), Buffer.of(CLOSE_LIST)]);
  };
  const makeRoom = (bytes: number) => {
    if (size > LONGEST_RECORD) throw new SourceError('format', `a record has more than ${LONGEST_RECORD} bytes`);
    const wider = Buffer.allocUnsafe(size + bytes);
    list.copy(wider, 0, 0, size);
    list = wider;
  };

  /** Goes on until the list opens or the chunk ends. @returns where. */
  const passAround = (chunk: Uint8Array, from: number): number => {
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at]!;
      if (isText) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) isText = false;
      } else if (byte === QUOTE) isText = true;
      else if (isClosing(byte)) depth -= 1;
      else if (isOpening(byte)) {
        depth += 1;
        if (place !== 'before' || depth !== 2 || byte !== OPEN_LIST) continue;
        const before = Buffer.concat([around, chunk.subarray(from, at)]);
        if (!opening.test(before.toString())) continue;
        around = Buffer.concat([before, Buffer.of(OPEN_LIST)]);
        place = 'in';
        return at + 1;
      }
    }
    around = Buffer.concat([around, chunk.subarray(from)]);
    return chunk.length;
  };

  /** Copies from within a string to its end, or to that of the chunk. @returns where. */
  const copyText = (chunk: Uint8Array, from: number): number => {
    const out = list;
    let at = from;
    let to = size;
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at]!;
      out[to++] = byte;
      if (isEscaped) isEscaped = false;
      else if (byte === BACKSLASH) isEscaped = true;
      else if (byte === QUOTE) {
        isText = false;
        at += 1;
        break;
      }
    }
    size = to;
    return at;
  };

  /** The same of a number, with a quote after it. */
  const copyNumber = (chunk: Uint8Array, from: number): number => {
    const out = list;
    let at = from;
    let to = size;
    let state = number;
    for (; at < chunk.length && isOfNumber(chunk[at]!); at += 1) {
      state = state && nextState(state, chunk[at]!);
      out[to++] = chunk[at]!;
    }
    const isOver = at < chunk.length;
    if (state === undefined || (isOver && !isWholeNumber(state))) throw broken('a number of its list is none');
    if (isOver) out[to++] = QUOTE;
    number = isOver ? undefined : state;
    size = to;
    return at;
  };

  /** Goes on until the list closes or the chunk ends. @returns where, and the records that are whole. */
  const passList = (chunk: Uint8Array, from: number): { at: number; whole: Buffer | undefined } => {
    // Each byte is written once, and a number of one digit becomes three.
    makeRoom((chunk.length - from) * 3 + 2);
    if (size === 0) list[size++] = OPEN_LIST;
    let cut = 0;
    let at = from;
    while (at < chunk.length) {
      if (isText) {
        at = copyText(chunk, at);
        continue;
      }
      if (number !== undefined) {
        at = copyNumber(chunk, at);
        continue;
      }
      const byte = chunk[at]!;
      if (byte === QUOTE) isText = true;
      else if (beginsNumber(byte)) {
        list[size++] = QUOTE;
        number = firstState(byte);
      } else if (isOpening(byte)) depth += 1;
      else if (isClosing(byte)) {
        depth -= 1;
        if (depth < 2) break;
      } else if (byte === COMMA && depth === 2) cut = size;
      list[size++] = byte;
      at += 1;
    }
    if (at < chunk.length) {
      place = 'after';
      return { at, whole: closeList(size, true) };
    }
    if (cut === 0) return { at, whole: undefined };
    const whole = closeList(cut, false);
    const rest = Buffer.concat([Buffer.of(OPEN_LIST), list.subarray(cut + 1, size)]);
    list = rest;
    size = rest.length;
    return { at, whole };
  };

  return {
    /** The records that became whole, in lists. */
    push(chunk: Uint8Array): Uint8Array[] {
      const lists: Uint8Array[] = [];
      for (let at = 0; at < chunk.length;) {
        if (place !== 'in') {
          at = passAround(chunk, at);
          continue;
        }
        const { at: end, whole } = passList(chunk, at);
        if (whole !== undefined) lists.push(whole);
        // The closing bracket belongs to what is around.
        if (place !== 'in') {
          around = Buffer.concat([around, chunk.subarray(end, end + 1)]);
          at = end + 1;
        } else at = end;
      }
      return lists;
    },
    /** All that stands around the list. */
    end(): Uint8Array {
      if (place === 'in') throw broken('it is cut off in its list');
      return around;
    },
  };
}
