/** Updates a cached answer from an event, instead of asking again. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { InputOf, OutputOf } from '../../electron/contract/call.ts';
import type { Calls } from '../../electron/contract/contract.ts';
import type { CallName } from './names.ts';
import { patchAnswer } from './refetch.ts';

/** @param input the same object at each drawing; compared by value with that of `useCall` */
export function usePatch<Name extends CallName>(
  name: Name,
  input: InputOf<Calls[Name]>,
): (change: (held: OutputOf<Calls[Name]>) => OutputOf<Calls[Name]>) => void {
  const queries = useQueryClient();
  return useCallback((change) => patchAnswer<OutputOf<Calls[Name]>>(queries, [name, input], change), [queries, name, input]);
}
