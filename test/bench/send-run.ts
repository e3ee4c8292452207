/**
 * Sending, one message after the other, in a process of its own: by the engine, by a pooled nodemailer that keeps nothing, or by one that
 * writes and syncs as often as DESIGN §5 makes the engine do. One JSON argument, one JSON line: milliseconds until the server's 250 is
 * written down, and for the engine until the copy for Sent is filed too.
 */
import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { OutboxItem } from '../../electron/contract/outbox.ts';
import { startEngine } from '../../electron/engine/engine.ts';
import { engineSettings } from '../../electron/loopback/engine-options.ts';
import { createNodeHost } from '../../electron/loopback/node-host.ts';
import { createMemoryVault } from '../../electron/loopback/vault.ts';
import { percentile } from './percentile.ts';

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
}

const run = JSON.parse(process.argv[2] ?? '{}') as SendRun; // written by bench.ts
const address = `${run.user}@practice.test`;
const rawOf = (number: number) =>
  Buffer.from(
    `From: ${address}\r\nTo: ${address}\r\nSubject: ${number}\r\nMessage-ID: <${run.by}.${run.bytes}.${number}@bench.test>\r\n\r\n${'0123456789 abcdefghijklmnopqrstuvwxyz, and so on until seventy-two.....\r\n'.repeat(Math.ceil(run.bytes / 72))}`,
  );

/** Sends one message; answers after how many milliseconds it was accepted. */
type Send = (raw: Buffer) => Promise<number>;

async function engineSender(): Promise<Send> {
  const started = await startEngine(
    engineSettings({ dataFolder: run.dataFolder, accountsFile: run.accountsFile, practice: false, automatic: false }),
    createNodeHost({ vault: createMemoryVault(), language: 'en' }),
  );
  if (!started.ok) throw new Error(JSON.stringify(started.failure));
  const engine = started.value;
  let acceptedAt = 0;
  engine.subscribe((name, value) => {
    // The contract says what comes under this name.
    if (name === 'outbox.changed' && (value as OutboxItem).state === 'accepted' && acceptedAt === 0) acceptedAt = performance.now();
  });
  return async (raw) => {
    acceptedAt = 0;
    const begun = performance.now();
    const sent = await engine.submitRaw({ account: 'bench', recipients: [address], raw });
    if (!sent.ok || sent.value.state !== 'accepted') throw new Error(JSON.stringify(sent));
    return acceptedAt - begun;
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
    const begun = performance.now();
    await keep(raw); // queued
    await keep(Buffer.from('the final dot may leave\n')); // nodemailer cannot be made to wait in the right place: the cost is the same
    await transport.sendMail({ envelope: { from: address, to: address }, raw });
    await keep(Buffer.from('accepted\n'));
    return performance.now() - begun;
  };
}

const send = run.by === 'engine' ? await engineSender() : await nodemailerSender(run.by === 'nodemailer-synced');
const accepted: number[] = [];
const whole: number[] = [];
for (let number = 0; number < run.count + 3; number += 1) {
  const raw = rawOf(number);
  const begun = performance.now();
  const after = await send(raw);
  if (number < 3) continue; // the first ones warm up
  accepted.push(after);
  whole.push(performance.now() - begun);
}
process.stdout.write(
  `${JSON.stringify({ p50: percentile(accepted, 0.5), p95: percentile(accepted, 0.95), filed: percentile(whole, 0.5) })}\n`,
);
process.exit(0);
