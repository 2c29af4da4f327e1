import { protocols } from './registry.ts';
import { type StandIn, startStandIn } from './stand-in.ts';

export interface StandIns extends AsyncDisposable {
  readonly byPublisher: Readonly<Record<string, StandIn>>;
  /** `PACTWATCH_<PUBLISHER>_URL` and `_KEY` of each. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Starts a stand-in of every publisher. Dispose of it, or hold it by `await using`. */
export async function startAllStandIns(): Promise<StandIns> {
  await using opened = new AsyncDisposableStack();
  const standIns: StandIn[] = [];
  for (const protocol of Object.values(protocols)) standIns.push(opened.use(await startStandIn(protocol)));
  const kept = opened.move();
  return {
    byPublisher: Object.fromEntries(standIns.map((standIn) => [standIn.publisher, standIn])),
    variables: Object.fromEntries(standIns.flatMap(variablesOf)),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function variablesOf({ publisher, url, key }: StandIn): (readonly [string, string])[] {
  const name = `PACTWATCH_${publisher.toUpperCase().replaceAll('-', '_')}`;
  return [[`${name}_URL`, url], ...(key === undefined ? [] : [[`${name}_KEY`, key] as const])];
}
