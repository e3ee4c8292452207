/**
 * The whole contract in one table: every call a window, browser tab or command line can make of the engine, and every
 * event the engine announces. Values are JSON; bytes never travel in a call, a call answers a URL that both hosts serve.
 */
import { accountCalls, accountEvents } from './accounts.ts';
import { applicationCalls, applicationEvents } from './application.ts';
import type { Client, EventValues } from './call.ts';
import { composeCalls, composeEvents } from './compose.ts';
import { consoleCalls, consoleEvents } from './console.ts';
import { authenticationCalls, authenticationEvents } from './delivery/authentication.ts';
import { dnsCalls, dnsEvents } from './delivery/dns.ts';
import { deliveryCalls, deliveryEvents } from './delivery/mail-domain.ts';
import { mailLogCalls, mailLogEvents } from './delivery/mail-log.ts';
import { noticeCalls } from './delivery/notices.ts';
import { pathCalls } from './delivery/path.ts';
import { recipientCalls } from './delivery/recipients.ts';
import { reportCalls, reportEvents } from './delivery/reports.ts';
import { folderCalls, folderEvents } from './folders.ts';
import { listCalls } from './lists.ts';
import { messageCalls, messageEvents } from './messages.ts';
import { outboxCalls, outboxEvents } from './outbox.ts';
import { practiceCalls, practiceEvents } from './practice.ts';
import { syncCalls, syncEvents } from './sync.ts';
import { transcriptCalls, transcriptEvents } from './transcript.ts';

export const calls = {
  ...applicationCalls,
  ...accountCalls,
  ...folderCalls,
  ...messageCalls,
  ...listCalls,
  ...pathCalls,
  ...authenticationCalls,
  ...noticeCalls,
  ...reportCalls,
  ...syncCalls,
  ...composeCalls,
  ...recipientCalls,
  ...outboxCalls,
  ...transcriptCalls,
  ...consoleCalls,
  ...dnsCalls,
  ...deliveryCalls,
  ...mailLogCalls,
  ...practiceCalls,
};

export const events = {
  ...applicationEvents,
  ...accountEvents,
  ...folderEvents,
  ...messageEvents,
  ...authenticationEvents,
  ...reportEvents,
  ...syncEvents,
  ...composeEvents,
  ...outboxEvents,
  ...transcriptEvents,
  ...consoleEvents,
  ...dnsEvents,
  ...deliveryEvents,
  ...mailLogEvents,
  ...practiceEvents,
};

export type Calls = typeof calls;
export type Events = EventValues<typeof events>;
/** Announces an event. A part that announces a few says which. */
export type Emit<Names extends keyof Events = keyof Events> = <Name extends Names>(name: Name, value: Events[Name]) => void;
export type PostglassClient = Client<typeof calls, typeof events>;

/**
 * Byte URLs, relative to the page, served as streams by both hosts:
 * `bytes/message/ID/source`, `bytes/message/ID/part/PART`, `bytes/transcript/SESSION/INDEX`, `bytes/export/HANDLE`,
 * `bytes/made/HANDLE`, `bytes/remote/HANDLE` (once);
 * `PUT bytes/draft/ID/attachment?name=…&type=…` adds an attachment and answers the draft as JSON;
 * `PUT bytes/file` takes a message out of a file and answers its `MessageRow`.
 */
export const bytesPrefix = 'bytes/';
