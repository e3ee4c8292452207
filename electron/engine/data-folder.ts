/** A data folder without an engine: whether it is this user's alone, and what can be asked of a program that runs on it. For the hosts. */
export { isAbandoned } from './cache/database/data-folder.ts';
export { foreignInFolder } from './cache/database/ownership.ts';
export { askForAddress, askForQueue, handOver } from './host-services/handover.ts';
