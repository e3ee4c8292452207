/**
 * The features that the window is made of. A new one is added here; lines under the folders and notices stand in this order, and files are
 * fetched in it.
 */
import { accounts } from './features/accounts/feature.ts';
import { compose } from './features/compose/feature.ts';
import { consoleFeature } from './features/console/feature.ts';
import { folders } from './features/folders/feature.ts';
import { lessons } from './features/lessons/feature.ts';
import { lookup } from './features/lookup/feature.ts';
import { messages } from './features/messages/feature.ts';
import { outbox } from './features/outbox/feature.ts';
import { practice } from './features/practice/feature.ts';
import { reader } from './features/reader/feature.ts';
import { reports } from './features/reports/feature.ts';
import { serverLog } from './features/server-log/feature.ts';
import { settings } from './features/settings/feature.ts';
import { shell } from './features/shell/feature.ts';
import { transcript } from './features/transcript/feature.ts';
import type { Feature } from './state/feature.ts';

export const features: readonly Feature[] = [
  reader,
  compose,
  shell,
  messages,
  outbox,
  folders,
  transcript,
  accounts,
  settings,
  practice,
  consoleFeature,
  lookup,
  reports,
  serverLog,
  lessons,
];
