/** What crosses between the engine and a thread that writes an export. */
import type { Failure } from '../../contract/failure.ts';
import type { ExportOrder } from '../../contract/transcript.ts';
import type { ExportPreview } from '../transcript/export/write-export.ts';

export interface ExportThreadData {
  readonly dataFolder: string;
  readonly order: ExportOrder;
  readonly task: 'write' | 'preview';
}

/** `more`: so many chunks may follow. */
export type ToExport = { readonly more: number };

export type FromExport =
  | { readonly chunk: Uint8Array }
  | { readonly read: number; readonly toRead: number }
  | { readonly preview: ExportPreview }
  | { readonly failure: Failure }
  | { readonly done: true };
