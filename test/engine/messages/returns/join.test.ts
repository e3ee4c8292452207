import { describe, expect, it } from 'vitest';
import type { SentRecipient } from '../../../../electron/engine/cache/user-data/read-returns.ts';
import { joinNotice, type SentRecords } from '../../../../electron/engine/messages/returns/join.ts';
import { readNotice } from '../../../../electron/engine/mime/notice/read-notice.ts';
import { type NoticeToWrite, writeNotice } from './notices.ts';

const now = Date.UTC(2026, 10, 30, 12);
const sent = (address: string, more: Partial<SentRecipient> = {}): SentRecipient => ({
  outboxId: 'entry-1',
  address,
  messageId: '<one@example.test>',
  sentAt: now - 3_600_000,
  queueId: '4F2Zq53Kz1z9',
  session: 'session-1',
  firstLine: 3,
  lastLine: 9,
  ...more,
});

/** As the tables answer. */
const records = (all: readonly SentRecipient[], copies: Readonly<Record<string, readonly string[]>> = {}): SentRecords => ({
  sentRecipients(by, id) {
    const key = { 'envelope-id': 'outboxId', 'message-id': 'messageId', 'queue-id': 'queueId' } as const;
    return all.filter((one) => one[key[by]] === id);
  },
  sentCopy: (messageId) => copies[messageId] ?? null,
});

const failed = { action: 'failed', status: '5.1.1', words: '550 5.1.1 User unknown', id: 'n1' } as const;

function join(notice: Partial<NoticeToWrite>, held: SentRecords, at = now) {
  const read = readNotice(
    Buffer.from(writeNotice({ ...failed, recipient: 'bo@far.example', messageId: null, ...notice }).replaceAll('\n', '\r\n')),
  );
  if (!read) throw new Error('no notice');
  const { state, by, recipients } = joinNotice(read, at, held);
  return { state, by, to: recipients.map(({ address }) => address) };
}

const one = records([sent('bo@far.example')]);
const joined = (by: string) => ({ state: 'joined', by, to: ['bo@far.example'] });
const nothing = { state: 'not-sent', by: null, to: [] };
const others = { state: 'other-recipients', by: null, to: [] };

describe('a notice is joined to what was sent', () => {
  it('by the envelope id, before anything else', () => {
    expect(join({ envelopeId: 'entry-1', messageId: '<one@example.test>' }, one)).toEqual(joined('envelope-id'));
    expect(join({ envelopeId: 'entry-1' }, one)).toEqual(joined('envelope-id'));
  });

  it('by the Message-ID, whatever the case of the address', () => {
    expect(join({ messageId: '<one@example.test>', recipient: 'Bo@FAR.example' }, one)).toEqual(joined('message-id'));
  });

  it('by the address that it was written to, where it was passed on', () => {
    const notice = { messageId: '<one@example.test>', recipient: 'robert@elsewhere.example', original: 'bo@far.example' };
    expect(join(notice, one)).toEqual(joined('message-id'));
  });

  it('by the queue id of the server that took it, where no Message-ID came back', () => {
    const received = 'from [192.0.2.1] by mail.example.test (Postfix) with ESMTPSA id 4F2Zq53Kz1z9; Mon, 30 Nov 2026 10:00:00 +0000';
    expect(join({ received }, one)).toEqual(joined('queue-id'));
  });

  it('by a copy among sent mail, which another program may have sent', () => {
    const copies = records([], { '<two@example.test>': ['Bo@far.example', 'cy@far.example'] });
    expect(join({ messageId: '<two@example.test>' }, copies)).toEqual(joined('sent-copy'));
    expect(join({ messageId: '<two@example.test>', recipient: 'eve@far.example' }, copies)).toEqual(others);
  });

  it('to one recipient of several, and to the session that sent it to that one', () => {
    const two = records([sent('bo@far.example'), sent('cy@far.example', { session: 'session-2', queueId: 'other-queue' })]);
    expect(join({ messageId: '<one@example.test>', recipient: 'cy@far.example' }, two).to).toEqual(['cy@far.example']);
  });
});

describe('a notice belongs to nothing', () => {
  it('where the message was never sent from here', () => {
    expect(join({ messageId: '<never@example.test>' }, one)).toEqual(nothing);
    expect(join({ envelopeId: 'entry-2', messageId: '<never@example.test>' }, one)).toEqual(nothing);
    expect(join({}, one)).toEqual(nothing);
  });

  it('where the message was sent to others only', () => {
    expect(join({ messageId: '<one@example.test>', recipient: 'eve@far.example' }, one)).toEqual(others);
    expect(join({ envelopeId: 'entry-1', recipient: 'eve@far.example' }, one)).toEqual(others);
  });

  it('where only a queue id is the same: of another server, of long ago, or of mail to others', () => {
    const received = 'from a by mail.example.test with ESMTP id 4F2Zq53Kz1z9; Mon, 30 Nov 2026 10:00:00 +0000';
    expect(join({ received, recipient: 'eve@far.example' }, one)).toEqual(nothing);
    expect(join({ received }, one, now + 90 * 86_400_000)).toEqual(nothing);
    // The message has an id of its own, and that is none of ours.
    expect(join({ received, messageId: '<never@example.test>', recipient: 'eve@far.example' }, one)).toEqual(nothing);
  });
});
