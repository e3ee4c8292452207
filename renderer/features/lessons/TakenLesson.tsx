/** One lesson while it is taken: where, how far, and its steps. */
import { ArrowLeft, RotateCcw } from 'lucide-react';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { Lesson } from '../../../electron/lessons/lesson.ts';
import { fillLesson } from '../../../electron/lessons/placeholders.ts';
import { useClient } from '../../api/Api.tsx';
import { useAction } from '../../api/use-action.ts';
import { useWords } from '../../i18n/words.ts';
import { useAccounts, usePractice } from '../../state/engine-queries.ts';
import { Failed } from '../../state/Failed.tsx';
import { useCommands, useWorkspace } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';
import { SelectField } from '../../ui/Fields.tsx';
import { useHeldFocus } from '../../ui/focus/hold-focus.ts';
import { visible } from '../../ui/text/visible-text.ts';
import { confirmId, LessonStep } from './LessonStep.tsx';
import { LessonBlock } from './LessonText.tsx';
import { asksForMail } from './lesson-record.ts';
import { isFor, isLocal, ownServer, placeOf, practiceServer } from './lesson-servers.ts';
import { useNextAct } from './use-next-act.ts';
import { useProgress } from './use-progress.ts';

interface TakenLessonProps {
  lesson: Lesson;
  isOpen: boolean;
  /** Of the reader, to open it. */
  request: number;
  onBack: () => void;
  /** How many steps are done. */
  onDone: (count: number) => void;
}

const practiceChoice = 'practice';

/** Where the console leads in this step, or led in the latest one before it that says so. */
const lastPlace = ({ steps }: Lesson, current: number): string | undefined =>
  steps
    .slice(0, current + 1)
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'connect' ? [block.to] : []))
    .at(-1);

export function TakenLesson({ lesson, isOpen, request, onBack, onDone }: TakenLessonProps) {
  const say = useWords();
  const client = useClient();
  const workspace = useWorkspace();
  const accounts = useAccounts().value ?? [];
  const practice = usePractice();
  const start = useAction('practice.start');
  const [choice, setChoice] = useState(practiceChoice);
  const [run, setRun] = useState(0);
  const body = useRef<HTMLDivElement>(null);
  const own = accounts.filter((account) => isFor(lesson, account));
  const isHere = isLocal(lesson);
  const account = own.find(({ id }) => id === choice) ?? (isHere ? own[0] : undefined);
  /** Whose inbox is meant where a message has to arrive. */
  const owner = isHere || asksForMail(lesson) ? (account ?? accounts.find((each) => each.practice)) : undefined;
  const running = practice.value?.running === true;
  const place = JSON.stringify(account?.settings ?? practice.value ?? null);
  // What is filled in changes with the server that it is about, and not with each answer that says the same.
  // biome-ignore lint/correctness/useExhaustiveDependencies: by its content
  const server = useMemo(() => {
    if (account) return ownServer(account, lesson);
    return practice.value && !isHere ? practiceServer(practice.value) : { values: {}, places: {} };
  }, [place, lesson, isHere]);
  const filled = useMemo(() => fillLesson(lesson, server.values), [lesson, server]);
  const { progress, confirm } = useProgress(filled, run, owner?.id ?? null);
  const current = progress.done.length;
  const total = filled.steps.length;
  const step = filled.steps[current];
  const tell = useEffectEvent(onDone);
  useEffect(() => tell(current), [current]);
  useHeldFocus(body, isOpen, request);
  // The step that is to be done next stays in sight, as the reader's eyes are on the console.
  useEffect(() => {
    if (current === 0 && progress.spoiled === null) return;
    const next = body.current?.querySelector<HTMLElement>('[aria-current="step"]');
    // At the end, that it is the end.
    body.current?.scrollTo({ top: next?.offsetTop ?? 0 });
  }, [current, progress.spoiled]);

  const titleOf = (index: number) => filled.steps[index]?.title.map(({ text }) => visible(text)).join('') ?? '';
  const said =
    current === 0
      ? ''
      : current === total
        ? say('lesson.finished')
        : say('lesson.stepDone', { number: current, title: titleOf(current - 1), next: titleOf(current) });
  const actions = {
    onConnect: (to: string) => {
      const found = placeOf(to, server);
      if (found) workspace.openView({ name: 'console', server: found, request: performance.now() });
    },
    onLookUp: (question: { type: string; name: string; server: string }) => {
      const names = question.server === '' ? {} : { server: question.server };
      workspace.openView({ name: 'lookup', first: question.name, type: question.type, ...names, request: performance.now() });
    },
    onType: (text: string) => void typeOrConnect(text),
  };
  /** A line waits in the command line. Where nothing is connected there is none: what is next then is to connect again, as before. */
  const typeOrConnect = async (text: string) => {
    const open = await client.call('console.list', {});
    const place = open.ok && open.value.length === 0 ? lastPlace(filled, current) : undefined;
    if (place === undefined) return workspace.typeInConsole(text);
    actions.onConnect(place);
    workspace.announce(say('lesson.notConnected'));
  };
  const focusConfirm = () => document.getElementById(confirmId)?.focus();
  useCommands(useNextAct(step, actions, focusConfirm));
  return (
    <>
      <div className="lesson-tools">
        <Button kind="quiet" icon={ArrowLeft} onPress={onBack}>
          {say('lesson.back')}
        </Button>
        <Button kind="quiet" icon={RotateCcw} onPress={() => setRun(run + 1)}>
          {say('lesson.startOver')}
        </Button>
        <span className="lesson-soft">{say('lesson.progress', { done: current, total })}</span>
      </div>
      <div className="lesson-body" ref={body} tabIndex={-1}>
        <p role="status" className={current === total ? 'lesson-finished' : 'visually-hidden'}>
          {said}
        </p>
        {own.length > (isHere ? 1 : 0) && (
          <SelectField
            label={say('lesson.server')}
            value={account?.id ?? practiceChoice}
            choices={[
              ...(isHere ? [] : [{ value: practiceChoice, label: say('practice.title') }]),
              ...own.map(({ id, settings }) => ({ value: id, label: settings.name })),
            ]}
            onChange={setChoice}
          />
        )}
        {isHere && !account && <p className="lesson-start">{say('lesson.needsLocal')}</p>}
        {!isHere && !account && practice.value && !running && (
          <div className="lesson-start">
            <p>{say('lesson.needsPractice')}</p>
            <Button kind="primary" isDisabled={start.isRunning} onPress={() => void start.run({}).then(() => practice.retry())}>
              {say('practice.start')}
            </Button>
            {start.failure && <Failed failure={start.failure} />}
          </div>
        )}
        {filled.blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
          <LessonBlock key={index} block={block} actions={actions} />
        ))}
        <ol className="lesson-steps">
          {filled.steps.map((each, index) => {
            const line = progress.done[index];
            return (
              <LessonStep
                // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
                key={`${run} ${index}`}
                step={each}
                state={index < current ? 'done' : index === current ? 'current' : 'to-come'}
                checked={index === current ? progress.check : 0}
                isSpoiled={index === current && progress.spoiled !== null}
                actions={actions}
                onConfirm={confirm}
                onShowLine={
                  line ? () => workspace.showTranscript({ session: line.session, firstLine: line.index, lastLine: line.index }) : null
                }
              />
            );
          })}
        </ol>
      </div>
    </>
  );
}
