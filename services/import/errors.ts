/** A file may be right, and it is not clear what is to be done with it, or not without being told so. */
export class UnclearImportError extends Error {
  override readonly name = 'UnclearImportError';
}
