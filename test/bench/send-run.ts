/**
 * Sending, one message after the other, in a process of its own: by the engine as it runs under a window, by a pooled nodemailer that keeps nothing, or by one that
 * writes and syncs as often as the engine has to. One JSON argument, one JSON line: milliseconds until the server's 250 is
 * written down, and for the engine until the copy for Sent is filed too. The engine's mailbox holds only those copies: a first
 * synchronisation beside it would be no part of sending.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { OutboxItem } from '../../electron/contract/outbox.ts';
import type { SyncState } from '../../electron/contract/sync.ts';
import { startEngine } from '../../electron/engine/engine.ts';
import { engineSettings } from '../../electron/loopback/engine-options.ts';
import { createNodeHost } from '../../electron/loopback/node-host.ts';
import { createMemoryVault } from '../../electron/loopback/vault.ts';
import { percentile } from './percentile.ts';
import { watchSubmission } from './send-phases.ts';

export interface SendRun {
  readonly by: 'engine' | 'nodemailer' | 'nodemailer-synced';
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly dataFolder: string;
  readonly accountsFile: string;
  readonly bytes: number;
  readonly count: number;
  /** Also tells in which phases the time passes, for which it looks at every byte. */
  readonly phases?: boolean;
}

const run = JSON.parse(process.argv[2] ?? '{}') as SendRun; // written by bench.ts
const watch = run.phases ? watchSubmission(run.port) : null;
const address = `${run.user}@practice.test`;
const rawOf = (number: number) =>
  Buffer.from(
    `From: ${address}\r\nTo: ${address}\r\nSubject: ${number}\r\nMessage-ID: <${randomUUID()}@bench.test>\r\n\r\n${'0123456789 abcdefghijklmnopqrstuvwxyz, and so on until seventy-two.....\r\n'.repeat(Math.ceil(run.bytes / 72))}`,
  );

/** Sends one message; answers after how many milliseconds it was accepted, and after how many its copy was filed where one is. */
type Send = (raw: Buffer) => Promise<{ readonly accepted: number; readonly filed: number }>;

/** As under an open window: connected to the account's mailbox, and sending by itself. */
async function engineSender(): Promise<Send> {
  const started = await startEngine(
    engineSettings({ dataFolder: run.dataFolder, accountsFile: run.accountsFile, practice: false, automatic: true }),
    createNodeHost({ vault: createMemoryVault(), language: 'en' }),
  );
  if (!started.ok) throw new Error(JSON.stringify(started.failure));
  const engine = started.value;
  let heard: (name: string, value: unknown) => void = () => {};
  engine.subscribe((name, value) => heard(name, value));
  /** Resolves when something is told of that is so. The contract says what comes under a name. */
  const told = <Value>(event: string, isSo: (value: Value) => boolean): Promise<Value> =>
    new Promise((resolve) => {
      const before = heard;
      heard = (name, value) => {
        before(name, value);
        if (name === event && isSo(value as Value)) resolve(value as Value);
      };
    });
  const connected = told<SyncState>('sync.changed', ({ phase }) => phase === 'idle');
  const states = await engine.dispatch('sync.state', {});
  const isConnected = states.ok && (states.value as SyncState[]).some(({ phase }) => phase === 'idle'); // the contract's answer under this name
  if (!isConnected) await connected;
  return async (raw) => {
    let accepted = Number.NaN;
    watch?.begin();
    const begun = performance.now();
    heard = (name, value) => {
      if (name !== 'outbox.changed' || (value as OutboxItem).state !== 'accepted' || accepted) return;
      accepted = performance.now() - begun;
      watch?.accepted();
    };
    const filed = told<OutboxItem>('outbox.changed', ({ sentCopy }) => sentCopy !== 'waiting').then(({ sentCopy }) => {
      if (sentCopy !== 'filed') throw new Error(`the copy for Sent: ${sentCopy}`);
      return performance.now() - begun;
    });
    const sent = await engine.submitRaw({ account: run.user, recipients: [address], raw });
    if (!sent.ok || sent.value.state !== 'accepted') throw new Error(JSON.stringify(sent));
    return { accepted, filed: await filed };
  };
}

async function nodemailerSender(synced: boolean): Promise<Send> {
  const transport = createTransport({
    pool: true,
    maxConnections: 1,
    maxMessages: Number.POSITIVE_INFINITY,
    host: run.host,
    port: run.port,
    secure: false,
    ignoreTLS: true,
    auth: { user: run.user, pass: run.password },
  });
  mkdirSync(run.dataFolder, { recursive: true });
  const journal = await open(join(run.dataFolder, 'journal'), 'a');
  const keep = async (bytes: Uint8Array) => {
    if (!synced) return;
    await journal.appendFile(bytes);
    await journal.datasync();
  };
  return async (raw) => {
    watch?.begin();
    const begun = performance.now();
    await keep(raw); // queued
    await keep(Buffer.from('the final dot may leave\n')); // nodemailer cannot be made to wait in the right place: the cost is the same
    await transport.sendMail({ envelope: { from: address, to: address }, raw });
    await keep(Buffer.from('accepted\n'));
    const accepted = performance.now() - begun;
    watch?.accepted();
    return { accepted, filed: accepted };
  };
}

const send = run.by === 'engine' ? await engineSender() : await nodemailerSender(run.by === 'nodemailer-synced');
/**
 * Milliseconds between two messages, for every sender: nobody presses Send again within the same instant, and what follows one message is
 * no part of the next. It changes the figures: pooled nodemailer takes 1.3 ms back to back and 2.3 ms at this pace.
 */
const pause = 30;
const all: Awaited<ReturnType<Send>>[] = [];
for (let number = 0; number < run.count + 3; number += 1) {
  const sent = await send(rawOf(number));
  if (number >= 3) all.push(sent); // the first ones warm up
  await new Promise((resolve) => setTimeout(resolve, pause));
}
const accepted = all.map((sent) => sent.accepted);
process.stdout.write(
  `${JSON.stringify({
    p50: percentile(accepted, 0.5),
    p95: percentile(accepted, 0.95),
    filed: percentile(
      all.map((sent) => sent.filed),
      0.5,
    ),
    phases: watch?.medians() ?? null,
  })}\n`,
);
process.exit(0);
