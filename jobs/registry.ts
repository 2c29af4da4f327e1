import { assess } from './assess.ts';
import type { JobContext } from './context.ts';
import type { JobDefinition } from './define.ts';
import { notify } from './notify.ts';
import { pull } from './pull.ts';
import { send } from './send.ts';
import { sweep } from './sweep.ts';

/** A job whose payload only its own decoder knows. */
export type AnyJob = JobDefinition<unknown, JobContext, unknown>;

/** Every job there is. */
export const jobs: readonly AnyJob[] = [pull, assess, notify, send, sweep];
