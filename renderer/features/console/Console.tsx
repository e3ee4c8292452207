/**
 * The console: a protocol typed by hand, and what the server says to it. The engine has the connection; the lines are those of the
 * transcript. It refuses to know passwords: those of accounts are played by the engine.
 */
import { Binary, BookOpen, KeyRound, ScrollText, SquareTerminal, TextCursorInput, X } from 'lucide-react';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { ConsoleProtocol, ConsoleState } from '../../../electron/contract/console.ts';
import { useClient } from '../../api/Api.tsx';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import type { ViewParameters } from '../../state/routes.ts';
import { useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { CheckboxField } from '../../ui/Fields.tsx';
import { returnFocus } from '../../ui/focus/return-focus.ts';
import { EmptyState } from '../../ui/Notices.tsx';
import { visible } from '../../ui/text/visible-text.ts';
import { useLatest } from '../../ui/use-latest.ts';
import { createLineSource, type LineSource } from '../../wire/line-source.ts';
import { SessionLog } from '../../wire/SessionLog.tsx';
import { Base64Helper } from './Base64Helper.tsx';
import { BlockEditor } from './BlockEditor.tsx';
import { CommandLine } from './CommandLine.tsx';
import { sentCommands } from './history.ts';
import { PromptRoom } from './prompt/PromptRoom.tsx';
import { SignIns } from './SignIns.tsx';
import { ScriptPanel } from './script/ScriptPanel.tsx';
import { TargetBar } from './TargetBar.tsx';
import { TokenPanel } from './TokenPanel.tsx';
import { dangerOf, needsTag } from './typed-line.ts';
import { useConsole } from './use-console.ts';
import { usePastedLines } from './use-pasted-lines.ts';
import { WaitingLines } from './WaitingLines.tsx';

export function Console(first: ViewParameters['console']) {
  const say = useWords();
  const client = useClient();
  const workspace = useWorkspace();
  const { state, failure, open, close, run } = useConsole();
  /** The request that it was asked for in: another one means a connection. */
  const [promptOf, setPromptOf] = useState<{ readonly request: number | undefined } | null>(null);
  const [protocol, setProtocol] = useState<ConsoleProtocol | null>(null);
  const isPrompt = promptOf !== null && promptOf.request === first.request;
  const session = state?.session;
  const script = useWorkspaceState((all) => all.consoleScript);
  // What was typed can be called back from the lines that are known.
  const source = useMemo(
    () => (session ? createLineSource({ client, session, search: {}, keepsBeginnings: true }) : null),
    [client, session],
  );
  useEffect(() => () => source?.dispose(), [source]);
  const latest = failure ?? (state?.state === 'closed' ? state.failure : null);
  // A user who gave up connecting knows.
  const shownFailure = latest?.code === 'cancelled' ? null : latest;
  const refused = state?.state === 'closed' ? state.refusedCertificate : null;

  return (
    <section className="console" data-pane aria-label={say('console.region')}>
      <header className="console-header">
        <h2>{say('console.region')}</h2>
        {!isPrompt && (
          <Button
            kind="quiet"
            icon={ScrollText}
            className="console-script"
            aria-expanded={script.isOpen}
            onPress={() => workspace.store.set({ consoleScript: { ...script, isOpen: !script.isOpen } })}
          >
            {say('script.title')}
          </Button>
        )}
        <IconButton icon={X} label={say('action.close')} onPress={() => returnFocus(() => workspace.openView({ name: 'mail' }))} />
      </header>
      {isPrompt ? (
        <PromptRoom
          onLeave={(next) => {
            setPromptOf(null);
            setProtocol(next);
          }}
        />
      ) : (
        <>
          <TargetBar
            protocol={protocol}
            onNslookup={() => setPromptOf({ request: first.request })}
            key={`${first.request} ${first.accountId} ${first.server?.host} ${first.server?.port}`}
            state={state}
            first={first}
            onConnect={(target) => void open(target)}
            onClose={close}
          />
          {shownFailure && (
            <div className="console-failure">
              <Failed failure={shownFailure} />
            </div>
          )}
          {refused && state && (
            <div className="console-refused">
              <p>
                {visible(refused.subject)} · <span className="mono">{refused.fingerprint}</span>
              </p>
              <Button
                onPress={() =>
                  void client
                    .call('accounts.trustCertificate', { host: state.host, port: state.port, fingerprint: refused.fingerprint })
                    .then((answer) =>
                      answer.ok ? workspace.announce(say('console.trusted', { host: state.host })) : workspace.showFailure(answer.failure),
                    )
                }
              >
                {say('console.trust')}
              </Button>
            </div>
          )}
          <div className="console-body">
            <div className="console-side">
              {state && source ? (
                <>
                  <div className="console-lines">
                    <SessionLog key={state.session} source={source} session={state.session} label={say('console.lines')} />
                  </div>
                  {state.state === 'open' && <Typing key={state.id} state={state} source={source} run={run} />}
                </>
              ) : (
                <EmptyState icon={SquareTerminal} title={say('console.empty')} text={say('console.emptyText')}>
                  <Button icon={BookOpen} onPress={() => workspace.showBeside(true)}>
                    {say('command.lessons')}
                  </Button>
                </EmptyState>
              )}
            </div>
            {script.isOpen && <ScriptPanel state={state} onOpen={open} />}
          </div>
        </>
      )}
    </section>
  );
}

/** Lines that are kept for the next connection of a protocol. */
const mostSent = 200;

interface TypingProps {
  state: ConsoleState;
  source: LineSource;
  run: ReturnType<typeof useConsole>['run'];
}

/** Everything that is typed while the connection is open. */
function Typing({ state, source, run }: TypingProps) {
  const say = useWords();
  const client = useClient();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [panel, setPanel] = useState<'block' | 'base64' | 'token' | null>(null);
  /** Of the message that is written at once: it is there again when its panel is opened again. */
  const [block, setBlock] = useState('');
  const [givesTags, setGivesTags] = useState(true);
  const [tagNumber, setTagNumber] = useState(1);
  /** An authentication is played: another one would be typed into it. */
  const [isSigningIn, setSigningIn] = useState(false);
  /** Lines of a message that the transcript shows when it is complete. */
  const [pending, setPending] = useState<readonly string[]>([]);
  const { awaits, protocol } = state;
  const isMessage = awaits === 'message';
  const hasLiterals = protocol === 'imap' || protocol === 'managesieve';
  const tag = givesTags && awaits === 'command' && needsTag(protocol, text) ? `a${tagNumber}` : null;

  const workspace = useWorkspace();
  const asked = useWorkspaceState((all) => all.consoleText);
  useEffect(() => input.current?.focus(), []);
  // A line that is to be typed waits in the command line until it is sent.
  useEffect(() => {
    if (asked === null) return;
    setText(asked.text);
    input.current?.focus();
    workspace.store.set({ consoleText: null });
  }, [asked, workspace]);
  useEffect(() => {
    if (!isMessage) setPending([]);
  }, [isMessage]);

  // What was sent comes back on the next connection too.
  const history = () => [...new Set([...sentCommands(source), ...(workspace.store.get().consoleSent[protocol] ?? [])])];
  const keepSent = useEffectEvent(() =>
    workspace.store.set({ consoleSent: { ...workspace.store.get().consoleSent, [protocol]: history().slice(0, mostSent) } }),
  );
  useEffect(() => () => keepSent(), []);

  const latest = useLatest({ awaits, tagNumber });
  const pasted = usePastedLines({
    text,
    setText,
    async sendNow(line) {
      const now = latest.current;
      const isCommand = now.awaits === 'command';
      const isTagged = givesTags && isCommand && needsTag(protocol, line);
      // What destroys something is sent by hand, and asked about.
      if (isCommand && dangerOf(protocol, line, !isTagged) !== null) return false;
      if (isTagged) setTagNumber(now.tagNumber + 1);
      return run((id) => client.call('console.send', { id, line: isTagged ? `a${now.tagNumber} ${line}` : line, waitForReply: true }));
    },
  });
  const send = () => {
    const line = tag === null ? text : `${tag} ${text}`;
    if (tag !== null) setTagNumber(tagNumber + 1);
    if (isMessage) setPending([...pending, text]);
    pasted.next();
    void run((id) => client.call('console.send', { id, line }));
  };
  const signIn = (play: (id: string, tag: string) => ReturnType<Parameters<typeof run>[0]>) => {
    setTagNumber(tagNumber + 1);
    setSigningIn(true);
    void run((id) => play(id, `a${tagNumber}`)).then(() => setSigningIn(false));
    input.current?.focus();
  };
  const back = () => {
    setPanel(null);
    requestAnimationFrame(() => input.current?.focus());
  };

  return (
    <div className="console-foot">
      {pending.length > 0 && (
        <section className="console-pending" aria-label={say('console.pending')}>
          <pre dir="ltr">{pending.map(visible).join('\n')}</pre>
        </section>
      )}
      {panel === 'block' && (
        <BlockEditor
          literal={hasLiterals ? { protocol, command: text } : null}
          text={block}
          onText={setBlock}
          onClose={back}
          onSend={({ command, stuffing }) => {
            if (!hasLiterals) return run((id) => client.call('console.sendMessage', { id, text: block, stuffing }));
            const line = needsTag(protocol, command) ? `a${tagNumber} ${command}` : command;
            setTagNumber(tagNumber + 1);
            return run((id) => client.call('console.sendLiteral', { id, line, text: block }));
          }}
        />
      )}
      {panel === 'base64' && (
        <Base64Helper
          onClose={back}
          onInsert={(encoded) => {
            setText(`${text}${encoded}`);
            back();
          }}
        />
      )}
      {panel === 'token' && (
        <TokenPanel
          state={state}
          onClose={back}
          onSend={(shown) => {
            setPanel(null);
            signIn((id, tag) => client.call('console.authenticateByToken', { id, tag, ...shown }));
          }}
        />
      )}
      {pasted.waiting.length > 0 && (
        <WaitingLines
          lines={pasted.waiting}
          isSending={pasted.isSendingAll}
          onSendAll={() => void pasted.sendAll().then(() => input.current?.focus())}
          onDiscard={() => {
            pasted.discard();
            input.current?.focus();
          }}
        />
      )}
      <CommandLine {...{ state, text, tag, history, input }} onText={setText} onSend={send} onLines={pasted.keep} />
      <div className="console-tools">
        {(hasLiterals || isMessage) && (
          <Button kind="quiet" icon={TextCursorInput} onPress={() => setPanel('block')}>
            {say('console.block')}
          </Button>
        )}
        <Button kind="quiet" icon={Binary} onPress={() => setPanel('base64')}>
          {say('console.base64')}
        </Button>
        {protocol !== 'raw' && (
          <Button kind="quiet" icon={KeyRound} isDisabled={awaits !== 'command' || isSigningIn} onPress={() => setPanel('token')}>
            {say('console.tokenOpen')}
          </Button>
        )}
        {protocol === 'imap' && (
          <CheckboxField value={givesTags} onChange={setGivesTags}>
            {say('console.givesTags')}
          </CheckboxField>
        )}
        <SignIns
          signIns={state.signIns}
          isDisabled={awaits !== 'command' || isSigningIn}
          onSignIn={({ accountId, side }, mechanism) =>
            signIn((id, tag) => client.call('console.authenticate', { id, accountId, side, mechanism, tag, isPortMeant: true }))
          }
        />
      </div>
    </div>
  );
}
