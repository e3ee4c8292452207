/**
 * A script beside the console: opened from a file or made of the session, changed, saved, and played step by step or at once. What is wrong in it
 * is said with its line; so is the step that was not answered as expected.
 */
import { FolderOpen, Pencil, Play, RotateCcw, Save, Square, StepForward, TextQuote } from 'lucide-react';
import { useId, useMemo, useRef, useState } from 'react';
import type { ConsoleState, ConsoleTarget } from '../../../../electron/contract/console.ts';
import { readScript } from '../../../../electron/scripts/read-script.ts';
import { type Script, scriptLimits } from '../../../../electron/scripts/script.ts';
import { fillIn } from '../../../../electron/words/fill-in.ts';
import { describeOutcome, scriptWords } from '../../../../electron/words/script-words.ts';
import { useClient } from '../../../api/Api.tsx';
import { useLanguage, useWords } from '../../../i18n/words.ts';
import { Failed } from '../../../state/Failed.tsx';
import { useWorkspace, useWorkspaceState } from '../../../state/State.tsx';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/Fields.tsx';
import { useKeyScrolling } from '../../../ui/focus/use-key-scrolling.ts';
import { visible } from '../../../ui/text/visible-text.ts';
import { TokenPanel } from '../TokenPanel.tsx';
import { dangerOf } from '../typed-line.ts';
import { ScriptSteps } from './ScriptSteps.tsx';
import { useScriptRun } from './use-script-run.ts';

interface ScriptPanelProps {
  state: ConsoleState | null;
  onOpen: (target: ConsoleTarget) => Promise<ConsoleState | null>;
}

export function ScriptPanel({ state, onOpen }: ScriptPanelProps) {
  const say = useWords();
  const language = useLanguage();
  const workspace = useWorkspace();
  const { text } = useWorkspaceState((all) => all.consoleScript);
  const read = useMemo(() => readScript(text), [text]);
  const { played, asked, giveToken, play, stop, forget } = useScriptRun({ state, onOpen });
  /** What was asked for, of a script that destroys something. */
  const [asks, setAsks] = useState<{ readonly isOneStep: boolean; readonly destroying: DestroyingLines } | null>(null);
  const setText = (next: string) => {
    forget();
    setAsks(null);
    workspace.store.set({ consoleScript: { isOpen: true, text: next } });
  };
  const script = read.ok ? read.script : null;
  const leads = script !== null && (script.server !== null || state?.state === 'open');
  const protocol = script?.server?.protocol ?? state?.protocol;
  const isBusy = played?.isBusy ?? false;
  const run = useRef<HTMLButtonElement>(null);
  const [attachSaid, saidTabIndex] = useKeyScrolling();
  const isOver = played !== null && (played.outcome !== null || played.done === played.script.steps.length);
  const goOn = (isOneStep: boolean) => {
    setAsks(null);
    if (script) void play(script, isOneStep);
  };
  /** Asks before the first step, however often it is pressed: only an answer to the question goes on. */
  const start = (isOneStep: boolean, isBegun = played !== null) => {
    const destroying = script && !isBegun && protocol ? destroyingLines(script, protocol) : [];
    if (destroying.length > 0) setAsks({ isOneStep, destroying });
    else goOn(isOneStep);
  };
  const why = played?.outcome ? describeOutcome(played.outcome, language) : null;
  const place = (line: number, words: string) => say('script.errorLine', { line, text: words });

  return (
    <section className="script" aria-label={say('script.title')}>
      <div className="script-tools">
        {played ? (
          <Button
            kind="quiet"
            icon={Pencil}
            isDisabled={isBusy}
            onPress={() => {
              forget();
              run.current?.focus();
            }}
          >
            {say('script.edit')}
          </Button>
        ) : (
          <ScriptFiles text={text} session={state?.session ?? null} onText={setText} />
        )}
      </div>
      <div className="script-text">
        {played ? (
          <ScriptSteps script={played.script} done={played.done} hasFailed={played.outcome !== null} />
        ) : (
          <div className="script-source">
            <TextField label={say('script.text')} hint={say('script.hint')} value={text} onChange={setText} rows={14} mono />
          </div>
        )}
      </div>
      <div ref={attachSaid} tabIndex={saidTabIndex} className="script-said">
        {/* Beside the buttons, in sight however long the script is. */}
        {!played && !read.ok && text.trim() !== '' && (
          <ul className="script-errors" aria-label={say('script.errors')}>
            {read.errors.map(({ fault, line, word }) => (
              <li key={`${line} ${fault}`}>{place(line, fillIn(scriptWords[language].faults[fault], { word: visible(word) }))}</li>
            ))}
          </ul>
        )}
        {asks && (
          <DestroyingQuestion
            lines={asks.destroying}
            onBack={() => {
              setAsks(null);
              run.current?.focus();
            }}
            onGoOn={() => {
              goOn(asks.isOneStep);
              run.current?.focus();
            }}
          />
        )}
        {asked && (
          <TokenPanel
            state={asked.server}
            asked={asked}
            onClose={() => {
              giveToken(null);
              run.current?.focus();
            }}
            onSend={({ username, token }) => {
              giveToken({ username, token });
              run.current?.focus();
            }}
          />
        )}
        {played?.outcome?.kind === 'failed' && <Failed failure={played.outcome.failure} />}
        {played?.outcome && why !== null && (
          <p role="alert" className="script-mismatch">
            {visible(place(played.outcome.line, why))}
          </p>
        )}
        <p role="status" className={played && isOver && !played.outcome ? 'script-good' : 'script-soft'}>
          {played
            ? say(isOver && !played.outcome ? 'script.finished' : 'script.progress', {
                done: played.done,
                total: played.script.steps.length,
              })
            : script && !leads
              ? say('script.needsConnection')
              : ''}
        </p>
      </div>
      <div className="script-tools">
        <Button ref={run} kind="primary" icon={Play} isDisabled={isBusy || !leads || isOver} onPress={() => start(false)}>
          {say('script.run')}
        </Button>
        {/* One of its own: what is pressed as the last step ends was meant to stop, and must not run the script. */}
        <Button icon={Square} isDisabled={!isBusy} onPress={stop}>
          {say('script.stop')}
        </Button>
        <Button icon={StepForward} isDisabled={isBusy || !leads || isOver} onPress={() => start(true)}>
          {say('script.step')}
        </Button>
        {played && (
          <Button
            kind="quiet"
            icon={RotateCcw}
            isDisabled={isBusy}
            onPress={() => {
              forget();
              start(false, false);
            }}
          >
            {say('script.again')}
          </Button>
        )}
      </div>
    </section>
  );
}

/** With their number in the script. */
type DestroyingLines = readonly { readonly line: number; readonly text: string }[];

/** Lines of a script that destroy something. */
function destroyingLines({ steps }: Script, protocol: ConsoleState['protocol']): DestroyingLines {
  return steps.flatMap(({ action, line }) =>
    action.kind === 'send' && dangerOf(protocol, action.text, true) !== null ? [{ line, text: action.text }] : [],
  );
}

interface DestroyingQuestionProps {
  lines: DestroyingLines;
  onBack: () => void;
  onGoOn: () => void;
}

const mostNamed = 5;

function DestroyingQuestion({ lines, onBack, onGoOn }: DestroyingQuestionProps) {
  const say = useWords();
  const id = useId();
  return (
    <div
      role="alertdialog"
      aria-label={say('console.danger')}
      aria-describedby={id}
      className="script-danger"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onBack();
      }}
    >
      <div id={id}>
        <p>{say('script.destroys')}</p>
        <ul>
          {lines.slice(0, mostNamed).map(({ line, text }) => (
            <li key={line}>
              {say('script.errorLine', { line, text: '' })} <code dir="ltr">{visible(text)}</code>
            </li>
          ))}
          {lines.length > mostNamed && <li>…</li>}
        </ul>
      </div>
      <Button autoFocus onPress={onBack}>
        {say('script.dontRun')}
      </Button>
      <Button kind="danger" onPress={onGoOn}>
        {say('script.runAnyway')}
      </Button>
    </div>
  );
}

interface ScriptFilesProps {
  text: string;
  /** Of the console; null before its first connection. */
  session: string | null;
  onText: (text: string) => void;
}

/** Where a script comes from, and where it goes. */
function ScriptFiles({ text, session, onText }: ScriptFilesProps) {
  const say = useWords();
  const client = useClient();
  const workspace = useWorkspace();
  const input = useRef<HTMLInputElement>(null);
  const copySession = async () => {
    if (session === null) return;
    const answer = await client.call('transcript.copyAs', { session });
    if (!answer.ok) return workspace.showFailure(answer.failure);
    const found = answer.value.commands.find(({ form }) => form === 'console');
    if (found) onText(found.text);
    else workspace.announce(say('copyAs.none'));
  };
  return (
    <>
      <Button kind="quiet" icon={FolderOpen} onPress={() => input.current?.click()}>
        {say('script.open')}
      </Button>
      <Button kind="quiet" icon={Save} isDisabled={text === ''} onPress={() => saveText(text)}>
        {say('script.save')}
      </Button>
      <Button kind="quiet" icon={TextQuote} isDisabled={session === null} onPress={() => void copySession()}>
        {say('script.fromSession')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".txt,text/plain"
        aria-label={say('script.open')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          // One character more is too long, and is said to be.
          if (file)
            void file
              .slice(0, 4 * (scriptLimits.file + 1))
              .text()
              .then(onText);
        }}
      />
    </>
  );
}

/** Hands a text to the machine as a file. */
function saveText(text: string): void {
  const anchor = document.createElement('a');
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  anchor.href = url;
  anchor.download = 'console-script.txt';
  anchor.click();
  URL.revokeObjectURL(url);
}
