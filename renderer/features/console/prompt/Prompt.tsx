/** The prompt of nslookup: lines are typed, and what nslookup prints stands below each. A question leads to its messages on the wire. */
import { Cable, Square } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { nslookupWords } from '../../../../electron/words/console/nslookup-words.ts';
import { useClient } from '../../../api/Api.tsx';
import { useLanguage, useWords } from '../../../i18n/words.ts';
import { useWorkspace } from '../../../state/State.tsx';
import { Button } from '../../../ui/Button.tsx';
import { visible } from '../../../ui/text/visible-text.ts';
import { createLineSource } from '../../../wire/line-source.ts';
import { SessionLog } from '../../../wire/SessionLog.tsx';
import { LineInput } from '../LineInput.tsx';
import { PromptHelp } from './PromptHelp.tsx';
import { promptCommandOf, promptCompletions } from './typed-prompt.ts';
import { type PromptEntry, useNslookup } from './use-nslookup.ts';

const mostSent = 200;

/** @param onExit the prompt was left */
export function Prompt({ onExit }: { onExit: () => void }) {
  const say = useWords();
  const words = nslookupWords[useLanguage()];
  const workspace = useWorkspace();
  const { entries, isWaiting, settings, type, stop } = useNslookup(onExit);
  const input = useRef<HTMLInputElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [session, setSession] = useState<string | null>(null);
  useEffect(() => input.current?.focus(), []);
  const last = entries.at(-1)?.key;
  useEffect(() => {
    if (last !== undefined) end.current?.scrollIntoView({ block: 'nearest' });
  }, [last]);

  const history = () => workspace.store.get().consoleSent.nslookup ?? [];
  const enter = () => {
    const line = text;
    setText('');
    type(line);
    input.current?.focus();
    if (line.trim() === '') return;
    const sent = [line, ...history().filter((each) => each !== line)].slice(0, mostSent);
    workspace.store.set({ consoleSent: { ...workspace.store.get().consoleSent, nslookup: sent } });
  };
  const command = promptCommandOf(text);
  const server = settings?.servers[0];
  return (
    <>
      <div className="prompt-lines" role="log" aria-label={say('console.lines')} aria-busy={isWaiting}>
        {entries.length === 0 && <p className="console-soft">{say('console.nslookupText')}</p>}
        {entries.map(({ key, said }) => (
          <Entry key={key} said={said} session={session} onShow={setSession} />
        ))}
        {isWaiting && (
          <p className="console-soft">
            {say('console.nslookupWaits')}{' '}
            <Button
              kind="quiet"
              icon={Square}
              onPress={() => {
                stop();
                input.current?.focus();
              }}
            >
              {say('lookup.stop')}
            </Button>
          </p>
        )}
        <div ref={end} />
      </div>
      {session !== null && <Wire key={session} session={session} />}
      <div className="console-foot">
        <div className="console-typing">
          <LineInput
            {...{ text, history, input }}
            onText={setText}
            mark=">"
            completions={promptCompletions(text)}
            onEnter={enter}
            help={
              <>
                <p>{command ? `${command.syntax}: ${words[command.key]}` : words.question}</p>
                {settings && (
                  <p className="console-soft">
                    {server
                      ? say('console.nslookupServer', {
                          server: visible(server.address),
                          port: settings.port,
                          type: visible(settings.type),
                        })
                      : say('lookup.noServer')}
                  </p>
                )}
              </>
            }
          />
        </div>
      </div>
    </>
  );
}

interface EntryProps {
  said: PromptEntry['said'];
  /** Whose lines are shown. */
  session: string | null;
  onShow: (session: string | null) => void;
}

function Entry({ said, session, onShow }: EntryProps) {
  const say = useWords();
  if (said.kind === 'help') return <PromptHelp />;
  if (said.kind === 'typed')
    return (
      <pre className="prompt-typed" dir="ltr">
        {`> ${visible(said.line)}`}
      </pre>
    );
  const own = said.session;
  return (
    <div className="prompt-printed">
      <pre dir="ltr">{said.lines.map((line) => line.split('\t').map(visible).join('\t')).join('\n')}</pre>
      {own !== null && (
        <Button kind="quiet" icon={Cable} aria-pressed={session === own} onPress={() => onShow(session === own ? null : own)}>
          {say('console.nslookupWire')}
        </Button>
      )}
    </div>
  );
}

function Wire({ session }: { session: string }) {
  const say = useWords();
  const client = useClient();
  const source = useMemo(() => createLineSource({ client, session, search: {} }), [client, session]);
  useEffect(() => () => source.dispose(), [source]);
  return (
    <div className="prompt-wire">
      <SessionLog source={source} session={session} label={say('lookup.lines')} />
    </div>
  );
}
