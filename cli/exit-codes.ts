/** What the process says with its exit code; `--help` lists them. */
export const EXIT = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  dependencyDown: 4,
  configInvalid: 78,
  interrupted: 130,
} as const;

export const EXIT_HELP = `Exit codes:
  0    done
  1    unexpected error; for replay also a difference from what is stored
  2    wrong usage
  4    a dependency is down: database, queue or mail server; for backfill and doctor also a publisher
  78   the environment, the deal or the recipients are not valid
  130  interrupted`;
