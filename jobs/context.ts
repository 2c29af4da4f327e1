import type { AssessContext } from '../services/commitments/assess.ts';
import type { Heartbeat } from '../services/heartbeat.ts';
import type { LifecycleContext } from '../services/incidents/lifecycle.ts';
import type { SendContext } from '../services/notices/send.ts';
import type { PullContext } from '../services/sources/pull/context.ts';
import type { Enqueue } from './enqueue.ts';

/** All that jobs work with. */
export interface JobContext extends PullContext, AssessContext, LifecycleContext, SendContext {
  /** The domain of the sender's address. */
  readonly mailDomain: string;
  /** Absent where no service wants to be told. */
  readonly heartbeat?: Heartbeat;
  readonly enqueue: Enqueue;
}
