/** Where the console leads: a server by host and port, the practice server, or a server of an account; and how it is protected. */
import { Plug, Unplug } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useLayoutEffect, useRef, useState } from 'react';
import type { Account, Security } from '../../../electron/contract/accounts.ts';
import { serverOf, sides } from '../../../electron/contract/accounts.ts';
import type { ConsoleProtocol, ConsoleState, ConsoleTarget } from '../../../electron/contract/console.ts';
import { consoleAddressOf, consolePorts } from '../../../electron/contract/console-address.ts';
import { securityOfPort } from '../../../electron/contract/mail-protocols.ts';
import { useWords } from '../../i18n/words.ts';
import { useAccounts, usePractice } from '../../state/engine-queries.ts';
import type { ViewParameters } from '../../state/routes.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField, TextField } from '../../ui/Fields.tsx';
import { useHeldFocus } from '../../ui/focus/hold-focus.ts';
import { visible } from '../../ui/text/visible-text.ts';
import { protocolChoices } from './protocol-choices.ts';

interface Typed {
  /** `server`, `practice`, or account and side. */
  readonly place: string;
  readonly protocol: ConsoleProtocol;
  readonly host: string;
  readonly port: string;
  readonly security: Security;
}

const portOf = (protocol: ConsoleProtocol, security: Security): string => String(consolePorts[protocol][security] ?? '');

const placeOf = (accountId: string, side: string) => `${side} ${accountId}`;
/** ManageSieve of the server that an account reads from. No account has settings for it: its port and STARTTLS are what RFC 5804 §1.8 says. */
const sievePlaceOf = (accountId: string) => `sieve ${accountId}`;

const protocolNames = { smtp: 'SMTP', imap: 'IMAP', pop3: 'POP3' } as const;

interface TargetBarProps {
  state: ConsoleState | null;
  first: ViewParameters['console'];
  onConnect: (target: ConsoleTarget) => void;
  onClose: () => void;
  /** Chosen before; null: none was. */
  protocol: ConsoleProtocol | null;
  /** No connection, but the prompt of nslookup. */
  onNslookup: () => void;
}

export function TargetBar({ state, first, protocol: chosen, onConnect, onClose, onNslookup }: TargetBarProps) {
  const say = useWords();
  const accounts = useAccounts().value ?? [];
  const practice = usePractice().value;
  const [typed, setTyped] = useState<Typed>(() => ({
    place: first.accountId === undefined ? 'server' : placeOf(first.accountId, 'incoming'),
    protocol: first.server?.protocol ?? chosen ?? 'smtp',
    host: first.server?.host ?? '',
    port: first.server ? String(first.server.port) : portOf(chosen ?? 'smtp', 'none'),
    security: first.server?.security ?? (first.server && securityOfPort(String(first.server.port)) === 'tls' ? 'tls' : 'none'),
  }));
  const isOpen = state !== null && state.state !== 'closed';
  // While it connects, the field from which that was asked keeps the focus.
  const isThere = state?.state === 'open';
  const hasBeen = state !== null;
  const account = accountAt(accounts, typed.place);
  const practicePorts: Partial<Record<ConsoleProtocol, number | null>> = {
    ...{ smtp: practice?.smtpPort ?? null, imap: practice?.imapPort ?? null, pop3: practice?.pop3Port ?? null },
    raw: practice?.smtpPort ?? null,
  };
  const practicePort = (protocol: ConsoleProtocol) => String(practicePorts[protocol] ?? '');
  const isPractice = typed.place === 'practice';
  const server = isOpen ? state : account && serverOf(account.account.settings[account.side]);
  const shown = server ?? (isPractice ? { ...typed, host: '127.0.0.1', port: practicePort(typed.protocol) } : typed);
  const port = Number(shown.port);
  const isReady = server || (shown.host.trim() !== '' && Number.isInteger(port) && port > 0 && port < 65_536);

  const form = useRef<HTMLFormElement>(null);
  const isAsked = first.request !== undefined;
  const start = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const fields = form.current?.querySelectorAll<HTMLElement>('button, input') ?? [];
    start.current = [...fields].at(isAsked ? -1 : 0) ?? null;
  }, [isAsked]);
  // Where it leads has been filled in: all that is left is to end what is open, and to connect. Else it is to be chosen.
  useHeldFocus(start, isAsked || state === null);
  // The command line has gone with the connection, and took the focus with it.
  useLayoutEffect(() => {
    const isLost = !isOpen && hasBeen && document.activeElement === document.body;
    if (isLost) form.current?.querySelector<HTMLElement>('[type=submit]')?.focus({ preventScroll: true });
  }, [isOpen, hasBeen]);

  const change = (next: Partial<Typed>) => {
    const after = { ...typed, ...next };
    const followed = typed.port === portOf(typed.protocol, typed.security) ? portOf(after.protocol, after.security) : after.port;
    setTyped({ ...after, port: next.port ?? followed });
  };
  /** ManageSieve of an account fills the fields in; they can be changed. */
  const choosePlace = (place: string) => {
    const found = accounts.find(({ id }) => sievePlaceOf(id) === place)?.settings.incoming;
    const own = found && serverOf(found);
    if (!own) return change(place === 'practice' && typed.protocol === 'managesieve' ? { place, protocol: 'smtp' } : { place });
    const security = own.security === 'none' ? 'none' : 'starttls';
    setTyped({ place: 'server', protocol: 'managesieve', host: own.host, port: portOf('managesieve', security), security });
  };
  const connect = () => {
    if (account) onConnect({ kind: 'account', accountId: account.account.id, side: account.side });
    else onConnect({ kind: 'server', protocol: typed.protocol, host: shown.host.trim(), port, security: typed.security });
  };

  return (
    <form
      ref={form}
      className={isThere ? 'console-target is-open' : 'console-target'}
      onClickCapture={onlyOnce}
      onKeyDownCapture={onlyOnce}
      onSubmit={(event) => {
        event.preventDefault();
        if (isOpen) onClose();
        else if (isReady) connect();
      }}
    >
      {isThere && (
        <p className="console-leads">
          <bdi className="mono">{visible(consoleAddressOf(state) ?? `${state.host}:${state.port}`)}</bdi>
          <span className="console-soft">{`${say('console.security')}: ${state.security === 'none' ? say('console.security.none') : state.security.toUpperCase()}`}</span>
        </p>
      )}
      <div className="console-fields">
        <SelectField
          label={say('console.place')}
          value={typed.place}
          isDisabled={isOpen}
          choices={[
            { value: 'server', label: say('console.anyServer') },
            ...(practice?.running ? [{ value: 'practice', label: say('practice.title') }] : []),
            ...accounts.flatMap(({ id, settings }) =>
              sides.flatMap((side) => {
                const own = serverOf(settings[side]);
                return own ? [{ value: placeOf(id, side), label: `${settings.name} · ${protocolNames[own.protocol]}` }] : [];
              }),
            ),
            ...accounts.flatMap(({ id, settings, practice: isOfPractice }) =>
              settings.incoming.protocol === 'imap' && !isOfPractice
                ? [{ value: sievePlaceOf(id), label: `${settings.name} · ManageSieve` }]
                : [],
            ),
          ]}
          onChange={choosePlace}
        />
        {!account && (
          <SelectField<ConsoleProtocol | 'nslookup'>
            label={say('console.protocol')}
            value={server?.protocol ?? typed.protocol}
            isDisabled={isOpen}
            choices={[
              ...protocolChoices(say('console.raw')).filter(({ value }) => !isPractice || value !== 'managesieve'),
              // The name of a program.
              ...(isPractice ? [] : [{ value: 'nslookup' as const, label: 'nslookup' }]),
            ]}
            onChange={(protocol) =>
              protocol === 'nslookup'
                ? onNslookup()
                : change(protocol === 'raw' && typed.security === 'starttls' ? { protocol, security: 'none' } : { protocol })
            }
          />
        )}
        <div className="console-host">
          <TextField
            label={say('console.host')}
            value={shown.host}
            onChange={(host) => change({ host })}
            isDisabled={isOpen || Boolean(server) || isPractice}
            autoComplete="off"
            mono
          />
        </div>
        <div className="console-port">
          <TextField
            label={say('console.port')}
            value={String(shown.port)}
            onChange={(next) => change({ port: next.replace(/\D/g, '').slice(0, 5) })}
            isDisabled={isOpen || Boolean(server) || isPractice}
            autoComplete="off"
            mono
          />
        </div>
        <SelectField
          label={say('console.security')}
          value={server?.security ?? typed.security}
          isDisabled={isOpen || Boolean(server)}
          choices={[
            { value: 'none', label: say('console.security.none') },
            ...((server?.protocol ?? typed.protocol) === 'raw' ? [] : [{ value: 'starttls' as const, label: 'STARTTLS' }]),
            { value: 'tls', label: 'TLS' },
          ]}
          onChange={(security) => change({ security })}
        />
      </div>
      <Button type="submit" kind={isOpen ? 'plain' : 'primary'} icon={isOpen ? Unplug : Plug} isDisabled={!isOpen && !isReady}>
        {say(isOpen ? 'console.disconnect' : 'console.connect')}
      </Button>
    </form>
  );
}

/** The button that connects becomes the one that ends the connection: neither a double click nor a key that is held down means both. */
function onlyOnce(event: MouseEvent | KeyboardEvent): void {
  const isAgain = 'key' in event ? event.key === 'Enter' && event.repeat : event.detail > 1;
  const { target } = event;
  if (isAgain && target instanceof Element && target.closest('[type=submit]')) event.preventDefault();
}

function accountAt(accounts: readonly Account[], place: string) {
  for (const account of accounts) for (const side of sides) if (placeOf(account.id, side) === place) return { account, side };
  return null;
}
