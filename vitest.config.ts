import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** Files that get a process of their own. */
const alone = [
  // They start whole programs, or measure what this process costs.
  'test/{e2e,launch,proof}/**/*.test.ts',
  'test/desktop/{defences,machine,page,start}.test.ts',
  'test/loopback/{host-program,other-site}.test.ts',
  'test/engine/imap/hostile.test.ts',
  'test/engine/mime/{bombs,charsets,subjects}.test.ts',
  // They put something in the place of a module, which nobody may have imported before.
  'test/engine/transcript/page-reads.test.ts',
  'test/engine/transcript/files/{refused-index,removed-lines,turns}.test.ts',
];

export default defineConfig({
  test: {
    globalSetup: './test/support/run-folders.ts',
    sequence: { sequencer: LongestFirst },
    pool: 'forks',
    // Real servers and browsers: two cores, so two files at a time.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Where a failure refuses the work of a day, a test that fails is tried once more; one that then passes is named at the end of the run.
    retry: process.env.CI ? 1 : 0,
    // A condition is waited for as long as a busy machine may need; a test that fails is slow, one that passes is not.
    expect: { poll: { timeout: 20_000 } },
    reporters: ['default', './test/support/counts-reporter.ts'],
    env: { POSTGLASS_NO_DOWNLOAD: '1' },
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      // The others share two processes: to import the engine anew for each of 300 files takes as long as most of their tests do.
      { extends: true, test: { name: 'together', include: ['test/**/*.test.ts'], exclude: alone, isolate: false, unstubGlobals: true } },
    ],
  },
});
