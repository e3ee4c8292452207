import { expect, it } from 'vitest';
import { readNotice } from '../../../../electron/engine/mime/notice/read-notice.ts';
import { corpusMessages, describeWithCorpus, readCorpusText } from '../../../support/material/corpus.ts';

describeWithCorpus('notices of many mail programs', () => {
  interface Truth {
    readonly status: string;
    readonly reply: string;
    readonly reason: string;
    readonly hard: boolean;
  }
  const folder = 'sisimai-bounces/maildir/bsd/';
  const classes: Readonly<Record<string, string>> = {
    userunknown: 'recipient',
    filtered: 'recipient',
    hostunknown: 'recipient',
    notaccept: 'recipient',
    suspend: 'recipient',
    mailboxfull: 'mailbox-full',
    networkerror: 'path',
    expired: 'path',
    feedback: 'feedback',
    systemerror: 'system',
    systemfull: 'system',
  };

  it('state their codes exactly, and the class and whether the address is at fault in nine of ten', () => {
    const { files } = JSON.parse(readCorpusText('sisimai-expected/expected.json')) as { files: Record<string, Truth[]> }; // the file's own format
    const messages = new Map(corpusMessages().map(({ path, raw }) => [path, raw]));
    const wrong: string[] = [];
    let [all, fault, sameClass] = [0, 0, 0];
    for (const [file, truths] of Object.entries(files)) {
      const raw = messages.get(`${folder}${file}`);
      if (!raw) continue;
      const read = readNotice(raw);
      truths.forEach((truth, index) => {
        all += 1;
        const isComplaint = truth.reason === 'feedback';
        const recipient = read?.recipients[index];
        // 5.0.9nn are the corpus's own: no message states them.
        if (truth.status !== '' && !/^[45]\.0\.9/.test(truth.status) && recipient?.status !== truth.status)
          wrong.push(`${file}: ${recipient?.status} for ${truth.status}`);
        if (truth.reply !== '' && String(recipient?.reply) !== truth.reply) wrong.push(`${file}: ${recipient?.reply} for ${truth.reply}`);
        if (isComplaint ? read?.kind === 'complaint' : recipient?.addressFault === truth.hard) fault += 1;
        if (isComplaint ? read?.kind === 'complaint' : recipient?.class === (classes[truth.reason] ?? 'policy')) sameClass += 1;
      });
    }
    expect(wrong).toEqual([]);
    expect(all).toBeGreaterThan(70);
    expect(fault / all).toBeGreaterThan(0.9);
    expect(sameClass / all).toBeGreaterThan(0.9);
  });

  it('are not seen in ordinary mail', () => {
    const ordinary = corpusMessages().filter(({ class: kind }) => kind === 'ham' || kind === 'ham-hard' || kind === 'spam');
    expect(ordinary.length).toBeGreaterThan(300);
    expect(ordinary.filter(({ raw }) => readNotice(raw) !== null).map(({ path }) => path)).toEqual([]);
  });
});
