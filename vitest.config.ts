import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/temporal-equality.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // One less than that, which is usual, would leave one of two cores idle.
    maxWorkers: '100%',
    // Files share a worker: each brings its own database, and none keeps state in a module.
    isolate: false,
  },
});
