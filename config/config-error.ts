/** A file or variable that the process cannot run with. Its lines name place and fix, and hold no secret. Exit 78. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}
