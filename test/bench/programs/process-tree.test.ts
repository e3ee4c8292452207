import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { memoryOf, processorTimeOf, processTree } from './process-tree.ts';

/** A process that starts another one; each says when it is there, and the inner one works and holds what it is told. */
const inner = `const held = Buffer.alloc(200_000_000, 1); console.log(held.length);
  process.stdin.once('data', () => { const used = () => { const { user, system } = process.cpuUsage(); return user + system; };
    const end = used() + 1_000_000; while (used() < end); console.log('done'); });`;
const outer = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(inner)}], { stdio: 'inherit' });`;

it.runIf(process.platform === 'linux')('counts memory and processor time of what a process has started', async () => {
  const child = spawn(process.execPath, ['-e', outer], { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  try {
    await once(child.stdout, 'data');
    const pid = child.pid ?? 0;
    const tree = processTree(pid);
    expect(tree).toHaveLength(2);
    expect(tree[0]).toBe(pid);
    const { resident, proportional } = memoryOf(tree);
    expect(resident - memoryOf([pid]).resident).toBeGreaterThan(200);
    expect(proportional).toBeLessThan(resident);
    const used = await processorTimeOf([pid], async () => {
      child.stdin.write('go\n');
      await once(child.stdout, 'data');
    });
    expect(used).toBeGreaterThan(0.9);
    expect(used).toBeLessThan(2);
  } finally {
    if (child.pid) process.kill(-child.pid, 'SIGKILL');
  }
});
