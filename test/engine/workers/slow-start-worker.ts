/** A parse worker that takes a second of a processor to start, and then does what the hanging one does. */
const { user } = process.threadCpuUsage();
while (process.threadCpuUsage().user < user + 1_000_000);
await import('./hanging-worker.ts');

export {};
