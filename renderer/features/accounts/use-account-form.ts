/** What is typed into the account form, what follows from it for the fields that were not typed, and what is wrong with it. */
import { useEffect, useState } from 'react';
import type { Account, Side } from '../../../electron/contract/accounts.ts';
import {
  type AccountForm,
  changeForm,
  emptyForm,
  type FieldName,
  type FormProblems,
  formOf,
  type ReadForm,
  readForm,
  sidesToTypeAgain,
  type Unfinished,
} from './account-form.ts';
import type { KeptPassword } from './ServerFields.tsx';

interface AccountFormInput {
  /** Undefined: a new account. */
  readonly account: Account | undefined;
  /** As it was left, if it was. */
  readonly unfinished: Unfinished | undefined;
  /** Whether a check has found something wrong. */
  readonly hasFailed: boolean;
  /** What was checked is no longer what the form says. */
  readonly onChange: () => void;
}

export interface EditedAccount extends Unfinished {
  readonly problems: FormProblems;
  setByHand(isByHand: boolean): void;
  setProblems(problems: FormProblems): void;
  change(changed: Partial<AccountForm>): void;
  /** The same for the fields of the servers, some of which decide over others. */
  changeServer(changed: Partial<AccountForm>): void;
  /** What is to be kept; null: something is wrong, which is said at its field. */
  read(): ReadForm | null;
  /** What the password field of a side says of what is kept. */
  kept(side: Side): KeptPassword;
}

/** What stands above the servers. */
const personFields: ReadonlySet<string> = new Set<FieldName>(['address', 'displayName', 'incomingPassword']);

/** Everything typed counts as chosen in an account that exists. */
const allFields = new Set<FieldName>(Object.keys(emptyForm) as FieldName[]); // the keys of the very object

export function useAccountForm({ account, unfinished, hasFailed, onChange }: AccountFormInput): EditedAccount {
  const [form, setForm] = useState<AccountForm>(unfinished?.form ?? (account ? formOf(account) : emptyForm));
  const [touched, setTouched] = useState<ReadonlySet<FieldName>>(unfinished?.touched ?? (account ? allFields : new Set()));
  const [isByHand, setByHand] = useState(unfinished?.isByHand ?? account !== undefined);
  const [problems, setProblems] = useState<FormProblems>({});

  // Where the guess fails, the servers are what has to be looked at.
  useEffect(() => {
    if (hasFailed) setByHand(true);
  }, [hasFailed]);

  const change = (changed: Partial<AccountForm>) => {
    const names = Object.keys(changed) as FieldName[]; // the keys of a part of the form
    const next = changeForm(form, touched, changed);
    setForm(next);
    // A port that is chosen with the security is not typed by hand; emptying a field frees it for guesses again.
    setTouched(new Set([...touched, ...names].filter((name) => next[name] !== '')));
    setProblems((before) =>
      Object.fromEntries(Object.entries(before).filter(([name]) => !names.some((changedName) => changedName === name))),
    );
    onChange();
  };
  /** The port follows protocol and security even after it was typed, because the old one belongs to the old choice. */
  const changeWithPorts = (changed: Partial<AccountForm>) => {
    const freed = new Set(touched);
    if (changed.protocol !== undefined || changed.incomingSecurity !== undefined) freed.delete('incomingPort');
    if (changed.outgoingSecurity !== undefined) freed.delete('outgoingPort');
    const names = Object.keys(changed) as FieldName[]; // as above
    setForm(changeForm(form, freed, changed));
    setTouched(new Set([...freed, ...names]));
    setProblems({});
    onChange();
  };
  const changeServer = (changed: Partial<AccountForm>) =>
    changed.protocol !== undefined || changed.incomingSecurity !== undefined || changed.outgoingSecurity !== undefined
      ? changeWithPorts(changed)
      : change(changed);

  const read = () => {
    const answer = readForm(form);
    setProblems(answer.ok ? {} : answer.problems);
    if (!answer.ok && Object.keys(answer.problems).some((name) => !personFields.has(name))) setByHand(true);
    return answer.ok ? answer.value : null;
  };
  const moved = account ? sidesToTypeAgain(account.settings, form) : [];
  const kept = (side: Side): KeptPassword =>
    !account ? 'none' : moved.includes(side) || (form.sameLogin && moved.length > 0) ? 'for another server' : 'kept';

  return { form, touched, isByHand, problems, setByHand, setProblems, change, changeServer, read, kept };
}
