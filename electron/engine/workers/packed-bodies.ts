/**
 * A storage whose bodies are hashed and compressed by another thread before the only writer sees them: two cores share
 * the work of a first synchronisation. What must not happen on the way there is known here: a body overtaken by the
 * renumbering of its folder is of a message that exists no more.
 */
import { fail, failure } from '../../contract/failure.ts';
import type { Storage } from '../cache/storage-interface.ts';
import type { Packer } from './packer.ts';

interface Passage {
  isVoid: boolean;
}

export function packBeforeStoring<Inner extends Storage>(storage: Inner, packer: Packer): Inner {
  const underWay = new Map<Passage, { readonly folderId: number; readonly done: Promise<unknown> }>();
  const addBodies: Storage['addBodies'] = async ({ folderId, messages }) => {
    if (!packer.alive || messages.length === 0) return storage.addBodies({ folderId, messages });
    const passage: Passage = { isVoid: false };
    const packing = packer.pack(messages.map(({ raw }) => raw));
    underWay.set(passage, { folderId, done: packing });
    const packed = await packing;
    underWay.delete(passage);
    if (!packed.ok) return packed;
    if (passage.isVoid) return fail(failure('uid-validity-changed', { detail: { folderId } }));
    return storage.addPackedBodies({
      folderId,
      messages: messages.flatMap(({ uid, wire }, at) => {
        const body = packed.value[at];
        return body ? [{ uid, body, ...(wire ? { wire } : {}) }] : [];
      }),
    });
  };
  return {
    ...storage,
    addBodies,
    renumberFolder(input) {
      // The same that the queue does with bodies that wait in it (security P5).
      for (const [passage, { folderId }] of underWay) if (folderId === input.folderId) passage.isVoid = true;
      return storage.renumberFolder(input);
    },
    async settle(input) {
      await Promise.all([...underWay.values()].map(({ done }) => done));
      return storage.settle(input);
    },
    async close() {
      await packer.close();
      await storage.close();
    },
  };
}
