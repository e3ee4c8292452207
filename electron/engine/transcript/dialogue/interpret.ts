/** A record as the contract shows it: its bytes, its codes, what base64 stands for, and where its explanation is found. */
import type { Protocol } from '../../../contract/failure.ts';
import type { Line } from '../../../contract/transcript.ts';
import { type LineRecord, recordBytes, recordSpans } from '../files/records.ts';
import { visibleText } from '../visible.ts';
import { decodeBase64 } from './decoded-base64.ts';
import { explain } from './explain.ts';
import { replyParts } from './reply-parts.ts';

interface InterpretContext {
  readonly session: string;
  readonly protocol: Protocol;
  /** Whether the store of messages holds this hash now. */
  readonly holds: (hash: string) => boolean;
  readonly messageIdForHash: (hash: string) => number | null;
}

const directions = { C: 'client', S: 'server', N: 'note' } as const;

export function interpret(record: LineRecord, context: InterpretContext): Line {
  const { session, protocol, holds, messageIdForHash } = context;
  const bytes = recordBytes(record);
  const masked = recordSpans(record);
  const kind = record.k;
  const text = kind === 'literal' || (kind === 'payload' && bytes.length > 3) ? '' : bytes.toString('utf8');
  const { code, enhanced } = record.d === 'S' ? replyParts(protocol, kind, text) : { code: null, enhanced: null };
  const sasl = record.x ? { mechanism: record.x[0], step: record.x[1] } : null;
  const inExchange = sasl !== null || (kind === 'continuation' && /^AUTH/.test(record.c ?? ''));
  const command = record.c ?? null;
  const decoded = inExchange ? decodeBase64(bytes.toString('latin1'), record.d === 'C' ? sasl : null, masked) : null;
  const elsewhere = record.p !== undefined && (record.p.r === undefined || record.p.r >= 0);
  return {
    session,
    index: record.i,
    at: record.t,
    direction: directions[record.d],
    offset: record.o,
    bytes: bytes.toString('base64'),
    masked: masked.filter((span) => span.offset + span.length <= bytes.length),
    payload: elsewhere && record.p ? { hash: record.p.h, length: record.p.l, held: record.p.r !== undefined || holds(record.p.h) } : null,
    kind,
    tag: record.g ?? null,
    command,
    code,
    enhanced,
    answers: record.a ?? null,
    elapsed: record.e ?? null,
    decoded: decoded === null ? null : visibleText(decoded),
    explanation: explain({ protocol, kind, direction: directions[record.d], text, command, code, enhanced, sasl, decoded }),
    note: record.n ?? null,
    cause: record.u ?? null,
    messageId: record.w ?? (record.p ? messageIdForHash(record.p.h) : null),
  };
}
