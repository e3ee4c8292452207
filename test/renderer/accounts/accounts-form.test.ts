import { describe, expect, it } from 'vitest';
import {
  changeForm,
  emptyForm,
  type FieldName,
  formOf,
  readForm,
  sidesToTypeAgain,
} from '../../../renderer/features/accounts/account-form.ts';
import { putStep } from '../../../renderer/features/accounts/use-check.ts';
import { onServers } from '../../support/server-settings.ts';

const untouched: ReadonlySet<FieldName> = new Set();

describe('the account form', () => {
  it('guesses servers, user name and account name from the address', () => {
    const form = changeForm(emptyForm, untouched, { address: 'ana@example.org' });
    expect(form).toMatchObject({
      incomingHost: 'imap.example.org',
      outgoingHost: 'smtp.example.org',
      incomingUsername: 'ana@example.org',
      name: 'ana@example.org',
    });
    expect(changeForm(form, untouched, { protocol: 'pop3' })).toMatchObject({ incomingHost: 'pop.example.org', incomingPort: '995' });
  });

  it('leaves alone what was typed by hand', () => {
    const touched = new Set<FieldName>(['incomingHost', 'name']);
    const form = { ...emptyForm, incomingHost: 'mail.lab', name: 'Ana' };
    expect(changeForm(form, touched, { address: 'ana@example.org' })).toMatchObject({ incomingHost: 'mail.lab', name: 'Ana' });
  });

  it('lets port and security follow each other', () => {
    const port = (change: Parameters<typeof changeForm>[2]) => changeForm(emptyForm, untouched, change);
    expect(port({ incomingSecurity: 'none' }).incomingPort).toBe('143');
    expect(port({ incomingSecurity: 'starttls' }).incomingPort).toBe('143');
    expect(port({ protocol: 'pop3', incomingSecurity: 'none' }).incomingPort).toBe('110');
    expect(port({ outgoingSecurity: 'tls' }).outgoingPort).toBe('465');
    expect(port({ outgoingPort: '465' }).outgoingSecurity).toBe('tls');
    expect(changeForm({ ...emptyForm, incomingSecurity: 'none' }, untouched, { incomingPort: '993' }).incomingSecurity).toBe('tls');
  });

  it('says which field is empty and which is wrong', () => {
    const answer = readForm({
      ...emptyForm,
      address: 'not an address',
      incomingHost: 'two words',
      incomingPort: '70000',
      outgoingPort: 'x',
    });
    expect(answer).toEqual({
      ok: false,
      problems: {
        name: 'empty',
        address: 'address',
        incomingHost: 'host',
        incomingPort: 'port',
        incomingUsername: 'empty',
        outgoingHost: 'empty',
        outgoingPort: 'port',
      },
    });
  });

  it('sends one password for both sides, and none where the vault keeps it', () => {
    const form = changeForm(emptyForm, untouched, { address: 'ana@example.org', incomingPassword: 'geheim' });
    const read = readForm(form);
    expect(read.ok && read.value.passwords).toEqual({ incoming: 'geheim', outgoing: 'geheim' });
    expect(read.ok && onServers(read.value.settings).outgoing.username).toBe('ana@example.org');
    const kept = readForm({ ...form, incomingPassword: '' });
    expect(kept.ok && kept.value.passwords).toEqual({});
  });

  it('reads back what it wrote', () => {
    const form = {
      ...changeForm(emptyForm, untouched, { address: 'ana@example.org', protocol: 'pop3' }),
      keep: 'days' as const,
      keepDays: '30',
    };
    const read = readForm(form);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(read.value.settings.incoming).toMatchObject({ protocol: 'pop3', keepOnServer: 30 });
    expect(formOf({ id: '1', practice: false, passwordMissing: false, settings: read.value.settings })).toEqual({
      ...form,
      outgoingUsername: 'ana@example.org',
    });
  });

  it('turns to mail of this computer, and back', () => {
    const servers = changeForm(emptyForm, untouched, { address: 'ana@example.org' });
    const here = changeForm(servers, untouched, { protocol: 'mbox' });
    expect(here).toMatchObject({ path: '/var/mail/ana', allowChanges: false, outgoingProtocol: 'sendmail' });
    const read = readForm({ ...here, incomingPassword: 'typed before' });
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(read.value).toEqual({
      settings: {
        name: 'ana@example.org',
        address: 'ana@example.org',
        displayName: '',
        incoming: { protocol: 'mbox', path: '/var/mail/ana', allowChanges: false },
        outgoing: { protocol: 'sendmail', program: '/usr/sbin/sendmail' },
      },
      passwords: {},
    });
    const shown = formOf({ id: '1', practice: false, passwordMissing: false, settings: read.value.settings });
    expect(shown).toMatchObject({ protocol: 'mbox', path: '/var/mail/ana', outgoingProtocol: 'sendmail' });
    expect(readForm({ ...here, path: 'mail/ana' })).toEqual({ ok: false, problems: { path: 'path' } });
    expect(readForm({ ...changeForm(here, untouched, { protocol: 'maildir' }) })).toEqual({ ok: false, problems: { path: 'empty' } });
    expect(changeForm(here, untouched, { protocol: 'imap' })).toMatchObject({ outgoingProtocol: 'smtp', incomingPort: '993' });
    expect(sidesToTypeAgain(read.value.settings, servers)).toEqual(['incoming', 'outgoing']);
  });
});

describe('the steps of a check', () => {
  it('take the place of their earlier state, each side for itself', () => {
    const step = (side: 'incoming' | 'outgoing', state: 'running' | 'done') => ({
      side,
      name: 'tcp' as const,
      state,
      milliseconds: 1,
      facts: [],
    });
    const steps = [step('incoming', 'running'), step('outgoing', 'running'), step('incoming', 'done')].reduce<ReturnType<typeof putStep>>(
      putStep,
      [],
    );
    expect(steps.map(({ side, state }) => `${side} ${state}`)).toEqual(['incoming done', 'outgoing running']);
  });
});
