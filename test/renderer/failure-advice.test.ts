/** What the glossary adds to the sentences of a failure, in every language: nothing twice, and nothing that the program does not do. */
import { beforeAll, describe, expect, it } from 'vitest';
import { languageSchema } from '../../electron/contract/application.ts';
import { type Failure, failure } from '../../electron/contract/failure.ts';
import { explainReply } from '../../electron/engine/transcript/dialogue/explain-reply.ts';
import { adviseOn, replyOf } from '../../electron/words/failure-advice.ts';
import { describeFailureLine } from '../../electron/words/failure-line.ts';
import { type Glossary, loadGlossary } from '../../electron/words/glossary/glossary.ts';

const languages = languageSchema.options;
const glossaries = new Map<string, Glossary>();
beforeAll(async () => {
  for (const language of languages) glossaries.set(language, await loadGlossary(language));
});

const adviceOn = (reason: Failure, language: string = 'en') => {
  const reply = replyOf(reason);
  const explanation = reply && explainReply(reply.protocol, reply.reply, reply.command);
  const glossary = glossaries.get(language);
  return explanation && glossary ? adviseOn(glossary, reason, explanation) : null;
};

const unknownUser = failure('recipients-refused', { protocol: 'smtp', command: 'RCPT TO', reply: '550 5.1.1 User unknown' });
const putOff = failure('temporarily-refused', { protocol: 'smtp', command: 'RCPT TO', reply: '450 Mailbox busy' });
const wrongPassword = failure('authentication-refused', { protocol: 'imap', command: 'LOGIN', reply: '3 NO [AUTHENTICATIONFAILED] No.' });

describe.each(languages)('what a reply means beside a failure, in %s', (language) => {
  it('where the failure says only that it was refused, the entry says the rest', () => {
    const advice = adviceOn(unknownUser, language);
    expect(advice).toMatchObject({ replacesNext: true });
    for (const part of [advice?.means, advice?.cause, advice?.who, advice?.next]) expect(part).toMatch(/\p{L}{3}.*\.$/u);
  });

  it('where the failure says why and what to do, only the rest is added', () => {
    expect(adviceOn(wrongPassword, language)).toMatchObject({ means: null, next: null, replacesNext: false });
    expect(adviceOn(wrongPassword, language)?.cause).toMatch(/\p{L}{3}/u);
  });

  it('who tries again says the failure, and not the entry', () => {
    expect(adviceOn(putOff, language)).toMatchObject({ next: null, replacesNext: false });
    expect(adviceOn(putOff, language)?.means).toMatch(/\p{L}{3}/u);
  });

  it('on the terminal it stands in the one line, behind the server’s own words', () => {
    const line = describeFailureLine(unknownUser, language, { kind: 'nobody' }, adviceOn(unknownUser, language));
    expect(line).not.toContain('\n');
    const parts = ['«550 5.1.1 User unknown»', adviceOn(unknownUser, language)?.means ?? '-', adviceOn(unknownUser, language)?.next ?? '-'];
    const places = parts.map((part) => line.indexOf(part));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(line).not.toContain(describeFailureLine(unknownUser, language).split('» ')[1]);
  });
});

describe('what a reply means beside a failure', () => {
  it('a provider’s own words take the place of the program’s', () => {
    const reply = '534 5.7.9 Application-specific password required gsmtp';
    const advice = adviceOn(failure('app-password-needed', { protocol: 'smtp', command: 'AUTH PLAIN', reply }));
    expect(advice).toMatchObject({ replacesNext: true });
    expect(advice?.next).toContain('google');
  });

  it('a code that is not in the glossary adds nothing', () => {
    expect(adviceOn(failure('command-refused', { protocol: 'smtp', command: 'XYZ', reply: '599 No' }))).toBeNull();
    expect(adviceOn(failure('command-refused', { protocol: 'pop3', reply: '-ERR' }))).toBeNull();
    expect(adviceOn(failure('connection-refused', { protocol: 'smtp' }))).toBeNull();
  });
});
