/** The migrated database that tests copy theirs from. */
export const TEMPLATE = 'pactwatch_template';

/** The URL of another database on the same server. */
export function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
