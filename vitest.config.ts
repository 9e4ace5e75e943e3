import { defineConfig } from 'vitest/config'

// Tests run against the build (`tsc -b` first): the real files that users run.
export default defineConfig({
  test: {
    globalSetup: 'test/temporary-root.ts',
    include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    disableConsoleIntercept: true,
  },
})
