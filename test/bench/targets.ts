/** What is measured, what it is measured against, and how good it must be: data, so that the table, the JSON and the gate say the same. */

/** Seconds, milliseconds and megabytes by name; one round of the bench. */
export interface Measured {
  readonly start: number;
  readonly pageListed: number;
  readonly headers: number;
  readonly stored: number;
  readonly searchable: number;
  readonly listP95: number;
  readonly searchP50: number;
  readonly searchP99: number;
  readonly openP50: number;
  readonly openP95: number;
  readonly peak: number;
  readonly idle: number;
  readonly onceRecorded: number;
  readonly onceDropped: number;
  readonly onceRecordedCpu: number;
  readonly onceDroppedCpu: number;
  readonly again: number;
  readonly firstResync: number;
  readonly resync: number;
  readonly searchAtRest: number;
  readonly listAtRest: number;
  readonly listAtRestP95: number;
  readonly openPaintP95: number;
  readonly searchPaintP95: number;
  readonly longestTask: number;
  readonly longestTaskCpu: number;
  readonly startTask: number;
  readonly send1k: number;
  readonly send1m: number;
  readonly mbsync: number;
  readonly mbsyncAgain: number;
  readonly flowPage: number;
  readonly flowHeaders: number;
  readonly flowBodies: number;
  /** Null where it was left out. */
  readonly mu: number | null;
  readonly mailer1k: number;
  readonly mailer1m: number;
  readonly synced1k: number;
  readonly synced1m: number;
  readonly filed1k: number;
  readonly filed1m: number;
  /** With five inboxes watched: megabytes, and milliseconds of processor time in a minute in which nothing happens. */
  readonly watchedEngine: number;
  readonly watchedEngineCpu: number;
  readonly watchedHost: number;
  readonly watchedHostCpu: number;
  readonly watchedWindow: number;
  readonly watchedWindowCpu: number;
  readonly watchedNode: number;
  readonly watchedNodeCpu: number;
  readonly watchedThunderbird: number | null;
  readonly watchedThunderbirdCpu: number | null;
  /** From the start of a program to its painted list. */
  readonly paintedStart: number;
  readonly paintedStartOpen: number;
  readonly thunderbirdStart: number | null;
  /** From the server's word of a new message to it in the list. */
  readonly arrival: number;
  readonly arrivalFlow: number;
  readonly arrivalThunderbird: number | null;
  /** A full synchronisation with the window, its transcript open on the session that grows, or closed; and the processor time of both. */
  readonly paneOpen: number;
  readonly paneClosed: number;
  readonly paneOpenCpu: number;
  readonly paneClosedCpu: number;
}

export type Unit = 's' | 'ms' | 'MB' | 'ms/min';

export interface Target {
  readonly title: string;
  readonly unit: Unit;
  readonly measured: keyof Measured;
  /** The other side of the ratio. */
  readonly against?: { readonly name: string; readonly measured: keyof Measured };
  /** The most that the ratio may be. */
  readonly ratio?: number;
  /** The most that the value itself may be, in its unit. */
  readonly limit?: number;
  /** What is run once more where it is missed, to tell why: one complete synchronisation, a whole first start, or sending so many octets. */
  readonly why?: 'sync' | 'first' | { readonly send: number };
}

const bareFlow = 'ImapFlow alone';
const thunderbird = 'Thunderbird';
const bareNode = 'Node with the connections alone';
const mbsync = 'mbsync, FSync off';
export const targets: readonly Target[] = [
  {
    title: 'newest page listed, since connecting',
    unit: 's',
    measured: 'pageListed',
    against: { name: `${bareFlow}: connect + 50 envelopes`, measured: 'flowPage' },
    ratio: 3,
    limit: 0.5,
    why: 'sync',
  },
  {
    title: 'all headers listed',
    unit: 's',
    measured: 'headers',
    against: { name: `${bareFlow}: ENVELOPE + BODYSTRUCTURE`, measured: 'flowHeaders' },
    ratio: 0.75,
    why: 'sync',
  },
  { title: 'everything stored', unit: 's', measured: 'stored', against: { name: mbsync, measured: 'mbsync' }, ratio: 1.2, why: 'sync' },
  {
    title: 'one complete synchronisation (sync)',
    unit: 's',
    measured: 'onceRecorded',
    against: { name: `${bareFlow}: bodies thrown away`, measured: 'flowBodies' },
  },
  {
    title: 'everything searchable',
    unit: 's',
    measured: 'searchable',
    against: { name: 'mu index, files there already', measured: 'mu' },
    ratio: 0.35,
    why: 'first',
  },
  { title: 'nothing new', unit: 's', measured: 'resync', against: { name: `${mbsync}, whole process`, measured: 'mbsyncAgain' }, ratio: 1 },
  { title: 'nothing new, just started', unit: 's', measured: 'firstResync' },
  { title: 'list page during the sync, p95', unit: 'ms', measured: 'listP95', limit: 50, why: 'sync' },
  { title: 'newest 50 hits, median', unit: 'ms', measured: 'searchP50' },
  { title: 'newest 50 hits, p99', unit: 'ms', measured: 'searchP99', limit: 5, why: 'first' },
  { title: 'newest 50 hits at rest, median', unit: 'ms', measured: 'searchAtRest' },
  { title: 'list page anywhere at rest, median', unit: 'ms', measured: 'listAtRest' },
  { title: 'list page anywhere at rest, p95', unit: 'ms', measured: 'listAtRestP95' },
  { title: 'message opened (parsed), median', unit: 'ms', measured: 'openP50' },
  { title: 'message opened (parsed), p95', unit: 'ms', measured: 'openP95', limit: 100 },
  { title: 'synchronised profile listed, since start', unit: 's', measured: 'again', limit: 1.5 },
  { title: 'from a key to a held message, p95', unit: 'ms', measured: 'openPaintP95', limit: 100 },
  { title: 'from a key to the hits of a search, p95', unit: 'ms', measured: 'searchPaintP95', limit: 100 },
  { title: 'longest task of the window in a first sync', unit: 'ms', measured: 'longestTask', limit: 50 },
  { title: 'most processor time of one such task', unit: 'ms', measured: 'longestTaskCpu' },
  { title: 'longest task while the window starts', unit: 'ms', measured: 'startTask' },
  {
    title: 'send 1 KB',
    unit: 'ms',
    measured: 'send1k',
    against: { name: 'nodemailer, pooled', measured: 'mailer1k' },
    ratio: 1.5,
    why: { send: 1_000 },
  },
  {
    title: 'send 1 MB',
    unit: 'ms',
    measured: 'send1m',
    against: { name: 'nodemailer, pooled', measured: 'mailer1m' },
    ratio: 1.5,
    why: { send: 1_000_000 },
  },
  {
    title: 'send 1 KB, as durable on both sides',
    unit: 'ms',
    measured: 'send1k',
    against: { name: 'nodemailer and 3 syncs', measured: 'synced1k' },
    ratio: 1.5,
    why: { send: 1_000 },
  },
  {
    title: 'send 1 MB, as durable on both sides',
    unit: 'ms',
    measured: 'send1m',
    against: { name: 'nodemailer and 3 syncs', measured: 'synced1m' },
    ratio: 1.5,
    why: { send: 1_000_000 },
  },
  { title: 'send 1 KB, its copy filed in Sent too', unit: 'ms', measured: 'filed1k' },
  { title: 'send 1 MB, its copy filed in Sent too', unit: 'ms', measured: 'filed1m' },
  { title: 'peak memory, threads included', unit: 'MB', measured: 'peak', limit: 500 },
  { title: 'memory at rest afterwards', unit: 'MB', measured: 'idle' },
  {
    title: 'sync with the transcript',
    unit: 's',
    measured: 'onceRecorded',
    against: { name: 'a recorder that drops', measured: 'onceDropped' },
    ratio: 1.05,
    why: 'sync',
  },
  {
    title: 'the same in CPU time of the program',
    unit: 's',
    measured: 'onceRecordedCpu',
    against: { name: 'a recorder that drops', measured: 'onceDroppedCpu' },
  },
  {
    title: 'full sync with the window, transcript open',
    unit: 's',
    measured: 'paneOpen',
    against: { name: 'the same, transcript closed', measured: 'paneClosed' },
    ratio: 1.05,
  },
  {
    title: 'the same in CPU time of program and window',
    unit: 's',
    measured: 'paneOpenCpu',
    against: { name: 'the same, transcript closed', measured: 'paneClosedCpu' },
  },
  {
    title: 'start to painted list, browser started too',
    unit: 'ms',
    measured: 'paintedStart',
    against: { name: thunderbird, measured: 'thunderbirdStart' },
    ratio: 1,
  },
  {
    title: 'start to painted list, browser open already',
    unit: 'ms',
    measured: 'paintedStartOpen',
    against: { name: thunderbird, measured: 'thunderbirdStart' },
    ratio: 1,
  },
  {
    title: 'new message, from EXISTS to its painted row',
    unit: 'ms',
    measured: 'arrival',
    against: { name: `${thunderbird}, first sign of it`, measured: 'arrivalThunderbird' },
    ratio: 1,
  },
  {
    title: 'the same beside the library that paints nothing',
    unit: 'ms',
    measured: 'arrival',
    against: { name: `${bareFlow}: its envelope`, measured: 'arrivalFlow' },
  },
  {
    title: '5 inboxes watched: memory, host and window',
    unit: 'MB',
    measured: 'watchedWindow',
    against: { name: thunderbird, measured: 'watchedThunderbird' },
  },
  {
    title: '5 inboxes watched: memory, browser host',
    unit: 'MB',
    measured: 'watchedHost',
    against: { name: bareNode, measured: 'watchedNode' },
  },
  {
    title: '5 inboxes watched: memory, engine',
    unit: 'MB',
    measured: 'watchedEngine',
    against: { name: bareNode, measured: 'watchedNode' },
  },
  {
    title: '5 inboxes watched: idle CPU, host and window',
    unit: 'ms/min',
    measured: 'watchedWindowCpu',
    against: { name: thunderbird, measured: 'watchedThunderbirdCpu' },
    ratio: 1,
  },
  {
    title: '5 inboxes watched: idle CPU, browser host',
    unit: 'ms/min',
    measured: 'watchedHostCpu',
    against: { name: bareNode, measured: 'watchedNodeCpu' },
  },
  {
    title: '5 inboxes watched: idle CPU, engine',
    unit: 'ms/min',
    measured: 'watchedEngineCpu',
    against: { name: bareNode, measured: 'watchedNodeCpu' },
  },
];

/** What a synchronised profile answers once it is opened; independent of how much is in it. */
export type Opened = Pick<Measured, 'searchAtRest' | 'listAtRest'> & { readonly listed: number };

/** A mailbox so many times as large may cost so much more. */
export const growthRatio = 1.3;
export const growthTargets: readonly { readonly title: string; readonly unit: Unit; readonly measured: keyof Opened }[] = [
  { title: 'synchronised profile listed, since start', unit: 's', measured: 'listed' },
  { title: 'newest 50 hits at rest, median', unit: 'ms', measured: 'searchAtRest' },
  { title: 'list page anywhere at rest, median', unit: 'ms', measured: 'listAtRest' },
];

export const durability: readonly string[] = [
  'what a killed program and a power cut leave of it:',
  '  the engine      cache: everything committed / all but the last moments, read again from the server; outbox, drafts, POP3 mail: everything',
  '  mbsync          FSync off: everything written / what the system had written by then',
  '  mu              its last commit / its last commit',
  '  ImapFlow alone  nothing is kept; pooled nodemailer keeps nothing, and with 3 syncs what a power cut may not take: queued, dot, outcome',
  'COMPRESS=DEFLATE is off on every side.',
];
