/** Names of what the contract has. */
import type { Calls, Events } from '../../electron/contract/contract.ts';

export type CallName = keyof Calls & string;

export type EventName = keyof Events & string;
