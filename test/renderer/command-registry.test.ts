import { expect, it, vi } from 'vitest';
import { createCommandRegistry } from '../../renderer/state/commands.ts';

it('a command stays the same while others are bound and taken out, so that its button is not drawn anew', () => {
  const registry = createCommandRegistry(false);
  registry.add([{ id: 'message.archive', run: vi.fn() }]);
  const before = registry.find('message.archive');
  expect(before?.strokes.length).toBeGreaterThan(0);
  const takeOut = registry.add([{ id: 'message.replyList', run: vi.fn() }]);
  expect(registry.find('message.archive')).toBe(before);
  takeOut();
  expect(registry.find('message.archive')).toBe(before);
  expect(registry.find('message.replyList')).toBeUndefined();
});

it('a command bound anew runs what was bound last', () => {
  const registry = createCommandRegistry(false);
  const [first, second] = [vi.fn(), vi.fn()];
  registry.add([{ id: 'message.archive', run: first }])();
  registry.add([{ id: 'message.archive', run: second }]);
  expect(registry.run('message.archive')).toBe(true);
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
});
