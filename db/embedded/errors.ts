/** The embedded PostgreSQL cannot be had here. The message names place and fix, and holds no password. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

const NOT_OF_FILES = /^(spawn|connect|listen|kill)/;

/** Gives an error of the file system a message that names the state folder and the fix; passes any other on. */
export function withFolderFix(error: unknown, stateFolder: string): unknown {
  if (!(error instanceof Error) || !('syscall' in error) || NOT_OF_FILES.test(String(error.syscall))) return error;
  return new EmbeddedPostgresError(
    `the state folder ${stateFolder} cannot be used: ${error.message}. Make it readable and writable for this user, ` +
      'free space on its disk, or name another folder in PACTWATCH_STATE.',
    { cause: error },
  );
}

/** The code of a failed system call, such as `ENOENT`. */
export function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
