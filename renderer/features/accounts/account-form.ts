/** The account form as values: what is guessed from an address, which port goes with which security, and what is wrong. Pure. */
import {
  type Account,
  type AccountPasswords,
  type AccountSettings,
  accountSettingsSchema,
  type KeepOnServer,
  keepOnServerOf,
  type Mechanism,
  type Security,
  type Side,
  serverOf,
  sidesMoved,
} from '../../../electron/contract/accounts.ts';
import {
  type IncomingProtocol,
  incomingProtocols,
  type OutgoingProtocol,
  outgoingProtocols,
  securityOfPort,
} from '../../../electron/contract/mail-protocols.ts';

export type Keep = 'always' | 'days' | 'until-deleted' | 'never';

export interface AccountForm {
  readonly address: string;
  readonly displayName: string;
  readonly name: string;
  readonly protocol: IncomingProtocol;
  readonly incomingHost: string;
  readonly incomingPort: string;
  readonly incomingSecurity: Security;
  readonly incomingUsername: string;
  readonly incomingPassword: string;
  readonly incomingMechanism: Mechanism;
  readonly keep: Keep;
  readonly keepDays: string;
  /** Of a mailbox on this computer. */
  readonly path: string;
  readonly allowChanges: boolean;
  readonly outgoingProtocol: OutgoingProtocol;
  readonly program: string;
  readonly outgoingHost: string;
  readonly outgoingPort: string;
  readonly outgoingSecurity: Security;
  /** The same user name and password as for incoming mail. */
  readonly sameLogin: boolean;
  readonly outgoingUsername: string;
  readonly outgoingPassword: string;
  readonly outgoingMechanism: Mechanism;
}

export type FieldName = keyof AccountForm;

/** Fields the user typed: guesses do not change them. */
type Touched = ReadonlySet<FieldName>;

export const emptyForm: AccountForm = {
  address: '',
  displayName: '',
  name: '',
  protocol: 'imap',
  incomingHost: '',
  incomingPort: '993',
  incomingSecurity: 'tls',
  incomingUsername: '',
  incomingPassword: '',
  incomingMechanism: 'automatic',
  keep: 'always',
  keepDays: '14',
  path: '',
  allowChanges: false,
  outgoingProtocol: 'smtp',
  program: '/usr/sbin/sendmail',
  outgoingHost: '',
  outgoingPort: '587',
  outgoingSecurity: 'starttls',
  sameLogin: true,
  outgoingUsername: '',
  outgoingPassword: '',
  outgoingMechanism: 'automatic',
};

const keepOf = (value: KeepOnServer): Pick<AccountForm, 'keep' | 'keepDays'> => ({
  keep: value === true ? 'always' : value === false ? 'never' : typeof value === 'number' ? 'days' : 'until-deleted',
  keepDays: typeof value === 'number' ? String(value) : emptyForm.keepDays,
});

/** The form of an account that exists; passwords stay in the vault. */
export function formOf({ settings: { incoming, outgoing, ...person } }: Account): AccountForm {
  const [reading, sending] = [serverOf(incoming), serverOf(outgoing)];
  return {
    ...emptyForm,
    ...person,
    protocol: incoming.protocol,
    ...(reading && {
      incomingHost: reading.host,
      incomingPort: String(reading.port),
      incomingSecurity: reading.security,
      incomingUsername: reading.username,
      incomingMechanism: reading.mechanism,
    }),
    ...('path' in incoming && { path: incoming.path, allowChanges: incoming.allowChanges }),
    ...keepOf(keepOnServerOf(incoming)),
    outgoingProtocol: outgoing.protocol,
    ...(sending && {
      outgoingHost: sending.host,
      outgoingPort: String(sending.port),
      outgoingSecurity: sending.security,
      outgoingUsername: sending.username,
      outgoingMechanism: sending.mechanism,
    }),
    ...('program' in outgoing && { program: outgoing.program }),
    sameLogin: sending === null || sending.username === reading?.username,
  };
}

/** Whether the form's mail is read on this computer. */
export const readsHere = ({ protocol }: AccountForm): boolean => incomingProtocols[protocol].ports === null;
export const sendsHere = ({ outgoingProtocol }: AccountForm): boolean => outgoingProtocols[outgoingProtocol].ports === null;
/** The same login for sending, where there is one for reading. */
export const hasSameLogin = (form: AccountForm): boolean => form.sameLogin && !readsHere(form);

/** The form after a change, with everything that follows from it and was not typed by hand. */
export function changeForm(form: AccountForm, touched: Touched, change: Partial<AccountForm>): AccountForm {
  const guess: { -readonly [Name in FieldName]?: AccountForm[Name] } = {};
  const free = (name: FieldName) => !touched.has(name) && !(name in change);
  const next = { ...form, ...change };

  if (change.address !== undefined || change.protocol !== undefined) {
    const domain = next.address.split('@')[1]?.trim() ?? '';
    const { hostPrefix } = incomingProtocols[next.protocol];
    const mailbox = next.address.split('@')[0]?.trim() ?? '';
    if (free('incomingHost') && hostPrefix !== null) guess.incomingHost = domain === '' ? '' : `${hostPrefix}.${domain}`;
    // Where mail servers of Unix deliver; a Maildir lies in the user's home, which is not known here.
    if (free('path')) guess.path = next.protocol === 'mbox' && mailbox !== '' ? `/var/mail/${mailbox}` : '';
    // A program of its own renames files of a Maildir safely; a spool is shared with the mail server.
    if (change.protocol !== undefined && free('allowChanges')) guess.allowChanges = change.protocol === 'maildir';
    if (change.protocol !== undefined && free('outgoingProtocol')) guess.outgoingProtocol = readsHere(next) ? 'sendmail' : 'smtp';
    if (free('outgoingHost')) guess.outgoingHost = domain === '' ? '' : `${outgoingProtocols.smtp.hostPrefix}.${domain}`;
    if (free('incomingUsername')) guess.incomingUsername = next.address.trim();
    if (free('name')) guess.name = next.address.trim();
  }
  if (change.sameLogin === false && free('outgoingUsername')) guess.outgoingUsername = next.incomingUsername;
  const typedSecurity = change.incomingPort !== undefined && free('incomingSecurity') ? securityOfPort(change.incomingPort) : undefined;
  if (typedSecurity) guess.incomingSecurity = typedSecurity;
  const typedOutgoing = change.outgoingPort !== undefined && free('outgoingSecurity') ? securityOfPort(change.outgoingPort) : undefined;
  if (typedOutgoing) guess.outgoingSecurity = typedOutgoing;

  if ((change.protocol !== undefined || change.incomingSecurity !== undefined) && free('incomingPort'))
    guess.incomingPort = String(incomingProtocols[next.protocol].ports?.[next.incomingSecurity] ?? next.incomingPort);
  if (change.outgoingSecurity !== undefined && free('outgoingPort'))
    guess.outgoingPort = String(outgoingProtocols.smtp.ports[next.outgoingSecurity]);
  return { ...next, ...guess };
}

const keepOnServer = (form: AccountForm): unknown => {
  if (form.keep === 'days') return Number(form.keepDays);
  return { always: true, never: false, 'until-deleted': 'until-deleted' }[form.keep];
};

/** What is wrong with each field, as a name of a sentence. */
type FormProblem = 'empty' | 'address' | 'host' | 'port' | 'days' | 'text' | 'path';
export type FormProblems = Partial<Record<FieldName, FormProblem>>;

export interface ReadForm {
  readonly settings: AccountSettings;
  readonly passwords: AccountPasswords;
}

const fieldOfPath: Readonly<Record<string, readonly [FieldName, FormProblem]>> = {
  name: ['name', 'text'],
  address: ['address', 'address'],
  displayName: ['displayName', 'text'],
  'incoming.host': ['incomingHost', 'host'],
  'incoming.port': ['incomingPort', 'port'],
  'incoming.username': ['incomingUsername', 'text'],
  'incoming.path': ['path', 'path'],
  'outgoing.program': ['program', 'path'],
  'incoming.keepOnServer': ['keepDays', 'days'],
  'outgoing.host': ['outgoingHost', 'host'],
  'outgoing.port': ['outgoingPort', 'port'],
  'outgoing.username': ['outgoingUsername', 'text'],
};

/** The field that a path of the contract names, with or without `settings.` before it. */
export const fieldAt = (path: string): readonly [FieldName, FormProblem] | undefined => fieldOfPath[path.replace(/^settings\./, '')];

const portOf = (text: string) => (/^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN);

/** The settings that the form means, or what is wrong with it. Passwords left empty stay as the vault has them. */
export function readForm(
  form: AccountForm,
): { readonly ok: true; readonly value: ReadForm } | { readonly ok: false; readonly problems: FormProblems } {
  const username = hasSameLogin(form) ? form.incomingUsername : form.outgoingUsername;
  const parsed = accountSettingsSchema.safeParse({
    name: form.name.trim(),
    address: form.address.trim(),
    displayName: form.displayName.trim(),
    incoming: {
      protocol: form.protocol,
      path: form.path.trim(),
      allowChanges: form.allowChanges,
      host: form.incomingHost,
      port: portOf(form.incomingPort),
      security: form.incomingSecurity,
      username: form.incomingUsername.trim(),
      mechanism: form.incomingMechanism,
      keepOnServer: keepOnServer(form),
    },
    outgoing: {
      protocol: form.outgoingProtocol,
      program: form.program.trim(),
      host: form.outgoingHost,
      port: portOf(form.outgoingPort),
      security: form.outgoingSecurity,
      username: username.trim(),
      mechanism: form.outgoingMechanism,
    },
  });
  if (!parsed.success) {
    const problems: FormProblems = {};
    for (const issue of parsed.error.issues) {
      const known = fieldAt(issue.path.join('.'));
      if (!known) continue;
      const [field, problem] = known;
      problems[field] ??= String(form[field]).trim() === '' ? 'empty' : problem;
    }
    return { ok: false, problems };
  }
  const typed = (password: string) => (password === '' ? undefined : password);
  const outgoing = sendsHere(form) ? undefined : hasSameLogin(form) ? typed(form.incomingPassword) : typed(form.outgoingPassword);
  return {
    ok: true,
    value: {
      settings: parsed.data,
      passwords: {
        ...(readsHere(form) || typed(form.incomingPassword) === undefined ? {} : { incoming: form.incomingPassword }),
        ...(outgoing === undefined ? {} : { outgoing }),
      },
    },
  };
}

const localIncoming = ({ protocol, path, allowChanges }: AccountForm) =>
  protocol === 'mbox' || protocol === 'maildir' ? { protocol, path, allowChanges } : null;

/** The sides whose password has to be typed again: what is kept was given for another server, port or security (see the contract). */
export function sidesToTypeAgain(settings: AccountSettings, form: AccountForm): readonly Side[] {
  return sidesMoved(settings, {
    incoming: localIncoming(form) ?? {
      host: form.incomingHost.trim(),
      port: portOf(form.incomingPort),
      security: form.incomingSecurity,
      username: form.incomingUsername.trim(),
    },
    outgoing: sendsHere(form)
      ? { protocol: 'sendmail', program: form.program }
      : {
          host: form.outgoingHost.trim(),
          port: portOf(form.outgoingPort),
          security: form.outgoingSecurity,
          username: (hasSameLogin(form) ? form.incomingUsername : form.outgoingUsername).trim(),
        },
  });
}

/** A form that was left to look at the transcript. */
export interface Unfinished {
  readonly form: AccountForm;
  readonly isByHand: boolean;
  readonly touched: ReadonlySet<FieldName>;
}
