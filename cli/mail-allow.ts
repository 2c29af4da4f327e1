import type { Env } from '../config/env.ts';
import { allowAddress } from '../services/officers/allow-address.ts';
import { instantText } from '../services/notices/format.ts';
import { onDeal } from './on-deal.ts';

/** Has an address written to again that a mail server had refused. */
export const allowMail = (env: Env, address: string, { by, why }: { readonly by: string; readonly why: string }) =>
  onDeal(env, async (context) => {
    const { refusal, messages } = await allowAddress(context, address, { by, why, via: 'command' });
    const again = messages === 1 ? '1 message is' : `${messages} messages are`;
    return `${refusal.address} is written to again (refused ${instantText(refusal.at.toString())}: ${refusal.detail}); ${again} tried again\n`;
  });
