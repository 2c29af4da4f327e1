/** The variable that holds a publisher's key or address, such as `PACTWATCH_EIA_KEY`. */
export function publisherVariable(publisher: string, what: 'KEY' | 'URL'): string {
  return `PACTWATCH_${publisher.toUpperCase().replaceAll('-', '_')}_${what}`;
}
