import type { Fault } from '../faults.ts';

/**
 * A way in which a server says what is not so. Each is a list of faults that a test or a lesson puts into the fault book as it
 * stands; the mailbox itself stays honest, so that what a client believes can be compared with it.
 */
export type Lie = readonly Fault[];

/** Names of inherited properties of a JavaScript object. */
export const inheritedNames = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'] as const;
