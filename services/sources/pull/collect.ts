import type { Dimensions, Report, ReportedObservation } from '../connector.ts';

/**
 * Puts the parts of a report together. Of its figures those are held that are wanted, and one that has a value, wanted or
 * not, which tells that the document holds any.
 */
export async function collectReport(
  parts: AsyncIterable<Report>,
  isWanted: (observation: ReportedObservation) => boolean,
): Promise<Report> {
  const observations: ReportedObservation[] = [];
  const collected: Report[] = [];
  let sign: ReportedObservation | undefined;
  for await (const part of parts) {
    const wanted = part.observations.filter(isWanted);
    for (const observation of wanted) observations.push(detached(observation));
    sign ??= part.observations.find(({ value }) => value !== null);
    if (part.publications.length > 0 || part.covers !== undefined) collected.push({ ...part, observations: [] });
  }
  if (sign !== undefined && observations.every(({ value }) => value === null)) observations.push(detached(sign));
  return {
    observations,
    publications: collected.flatMap((part) => part.publications),
    covers: collected.flatMap((part) => part.covers ?? []),
  };
}

/** Without what it was cut from: a short text may hold on to the chunk that it is a part of. */
function detached(observation: ReportedObservation): ReportedObservation {
  const { of, value } = observation;
  return {
    ...observation,
    of: 'dimensions' in of ? { dimensions: copied(of.dimensions) } : of,
    value: value === null ? null : Buffer.from(value).toString(),
  };
}

const copied = (dimensions: Dimensions): Dimensions =>
  Object.fromEntries(Object.entries(dimensions).map(([name, value]) => [name, Buffer.from(value).toString()]));
