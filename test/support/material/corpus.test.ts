import { expect, it } from 'vitest';
import { corpusFiles, readCorpusFile, whyCorpusMissing } from './corpus.ts';

const missing = whyCorpusMissing();

it.skipIf(missing !== undefined)(
  `the outside test material, which adds to the suite's own messages, is whole${missing ? ` (left out: ${missing})` : ''}`,
  () => {
    const files = corpusFiles();
    expect(files.length).toBeGreaterThan(1_000);
    for (const file of files.filter((_, index) => index % 10 === 0)) expect(readCorpusFile(file).length, file.path).toBe(file.bytes);
  },
);
