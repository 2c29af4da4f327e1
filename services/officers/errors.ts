/** What an officer asked for cannot be done; the message says why, and what can. */
export class NotPossibleError extends Error {
  override readonly name = 'NotPossibleError';
}
