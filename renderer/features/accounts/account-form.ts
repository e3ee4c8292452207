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
  sidesMoved,
} from '../../../electron/contract/accounts.ts';
import { type IncomingProtocol, incomingProtocols, outgoingProtocols, securityOfPort } from '../../../electron/contract/mail-protocols.ts';

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
  return {
    ...person,
    protocol: incoming.protocol,
    incomingHost: incoming.host,
    incomingPort: String(incoming.port),
    incomingSecurity: incoming.security,
    incomingUsername: incoming.username,
    incomingPassword: '',
    incomingMechanism: incoming.mechanism,
    ...keepOf(keepOnServerOf(incoming)),
    outgoingHost: outgoing.host,
    outgoingPort: String(outgoing.port),
    outgoingSecurity: outgoing.security,
    sameLogin: outgoing.username === incoming.username,
    outgoingUsername: outgoing.username,
    outgoingPassword: '',
    outgoingMechanism: outgoing.mechanism,
  };
}

/** The form after a change, with everything that follows from it and was not typed by hand. */
export function changeForm(form: AccountForm, touched: Touched, change: Partial<AccountForm>): AccountForm {
  const guess: { -readonly [Name in FieldName]?: AccountForm[Name] } = {};
  const free = (name: FieldName) => !touched.has(name) && !(name in change);
  const next = { ...form, ...change };

  if (change.address !== undefined || change.protocol !== undefined) {
    const domain = next.address.split('@')[1]?.trim() ?? '';
    if (free('incomingHost')) guess.incomingHost = domain === '' ? '' : `${incomingProtocols[next.protocol].hostPrefix}.${domain}`;
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
    guess.incomingPort = String(incomingProtocols[next.protocol].ports[next.incomingSecurity]);
  if (change.outgoingSecurity !== undefined && free('outgoingPort'))
    guess.outgoingPort = String(outgoingProtocols.smtp.ports[next.outgoingSecurity]);
  return { ...next, ...guess };
}

const keepOnServer = (form: AccountForm): unknown => {
  if (form.keep === 'days') return Number(form.keepDays);
  return { always: true, never: false, 'until-deleted': 'until-deleted' }[form.keep];
};

/** What is wrong with each field, as a name of a sentence. */
type FormProblem = 'empty' | 'address' | 'host' | 'port' | 'days' | 'text';
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
  const username = form.sameLogin ? form.incomingUsername : form.outgoingUsername;
  const parsed = accountSettingsSchema.safeParse({
    name: form.name.trim(),
    address: form.address.trim(),
    displayName: form.displayName.trim(),
    incoming: {
      protocol: form.protocol,
      host: form.incomingHost,
      port: portOf(form.incomingPort),
      security: form.incomingSecurity,
      username: form.incomingUsername.trim(),
      mechanism: form.incomingMechanism,
      keepOnServer: keepOnServer(form),
    },
    outgoing: {
      protocol: 'smtp',
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
  const outgoing = form.sameLogin ? typed(form.incomingPassword) : typed(form.outgoingPassword);
  return {
    ok: true,
    value: {
      settings: parsed.data,
      passwords: {
        ...(typed(form.incomingPassword) === undefined ? {} : { incoming: form.incomingPassword }),
        ...(outgoing === undefined ? {} : { outgoing }),
      },
    },
  };
}

/** The sides whose password has to be typed again: what is kept was given for another server, port or security (see the contract). */
export function sidesToTypeAgain(settings: AccountSettings, form: AccountForm): readonly Side[] {
  return sidesMoved(settings, {
    incoming: {
      host: form.incomingHost.trim(),
      port: portOf(form.incomingPort),
      security: form.incomingSecurity,
      username: form.incomingUsername.trim(),
    },
    outgoing: {
      host: form.outgoingHost.trim(),
      port: portOf(form.outgoingPort),
      security: form.outgoingSecurity,
      username: (form.sameLogin ? form.incomingUsername : form.outgoingUsername).trim(),
    },
  });
}

/** A form that was left to look at the transcript. */
export interface Unfinished {
  readonly form: AccountForm;
  readonly isByHand: boolean;
  readonly touched: ReadonlySet<FieldName>;
}
