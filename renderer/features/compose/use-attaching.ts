/** Files on their way into a draft: how far each is, and whether all have come. */
import { useRef, useState } from 'react';
import type { Draft } from '../../../electron/contract/compose.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import { useBytesTarget } from '../../api/Api.tsx';
import type { Going } from './DraftAttachments.tsx';
import { uploadAttachment } from './upload.ts';

export interface Attaching {
  readonly going: readonly Going[];
  attach(files: readonly File[]): Promise<void>;
  /** Answers, when nothing is on its way any more, whether everything has come but what was taken back. */
  settled(): Promise<boolean>;
  cancel(): void;
}

interface AttachingOptions {
  /** Where the draft is kept just now; null while it is not there yet. */
  readonly draftId: () => string | null;
  /** The draft with one attachment more. */
  readonly onAttached: (draft: Draft) => void;
  readonly onFailure: (failure: Failure) => void;
}

export function useAttaching({ draftId, onAttached, onFailure }: AttachingOptions): Attaching {
  const [going, setGoing] = useState<readonly Going[]>([]);
  const target = useBytesTarget();
  const keys = useRef(0);
  const underWay = useRef(new Set<Promise<boolean>>());

  const attachEach = async (draftId: string, files: readonly File[]): Promise<boolean> => {
    let areAllThere = true;
    for (const file of files) {
      const key = ++keys.current;
      const onProgress = (share: number) => setGoing((before) => before.map((one) => (one.key === key ? { ...one, share } : one)));
      const upload = uploadAttachment({ draftId, file, target, onProgress });
      setGoing((before) => [...before, { key, name: file.name, size: file.size, share: 0, cancel: upload.cancel }]);
      const answer = await upload.done;
      setGoing((before) => before.filter((one) => one.key !== key));
      if (answer.ok) onAttached(answer.value);
      else if (answer.failure.code !== 'cancelled') {
        areAllThere = false;
        onFailure(answer.failure);
      }
    }
    return areAllThere;
  };

  return {
    going,
    async attach(files) {
      const id = draftId();
      if (id === null) return;
      const work = attachEach(id, files);
      underWay.current.add(work);
      await work;
      underWay.current.delete(work);
    },
    settled: async () => !(await Promise.all(underWay.current)).includes(false),
    cancel() {
      for (const file of going) file.cancel();
    },
  };
}
