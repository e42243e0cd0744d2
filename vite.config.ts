/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vite'
import { compressed } from './scripts/vite/compressed.ts'
import { firstLoadLimit } from './scripts/vite/first-load.ts'
import { offlineShell } from './scripts/vite/offline-shell.ts'
import { chromiumLaunch } from './test/chromium-launch.ts'

/** Unit tests that take a minute together: `npm test` runs them, `npm run check` does not. */
const long = [
  ...['test/simulation/**/*.test.ts', 'test/replay/**/*.test.ts'],
  ...['test/sync-server/operating/**/*.test.ts', 'test/sync-server/uploads/**/*.test.ts'],
  ...['test/sync-server/auth/**/*.test.ts', 'test/fuzz/short-runs.test.ts'],
  ...['test/app/uploads/interruptions.test.ts', 'test/persistence/sqlite-durability.test.ts'],
]

export default defineConfig({
  root: 'app',
  plugins: [react(), offlineShell(), compressed(), firstLoadLimit(250_000)],
  build: { outDir: '../dist/app', emptyOutDir: true, target: 'es2023' },
  test: {
    root: '.',
    // On a shared machine nothing is wrong for being slow.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/journeys/**', 'test/crash/**', ...long],
          environment: 'node',
        },
      },
      {
        extends: true,
        test: { name: 'long', include: long, environment: 'node' },
      },
      {
        extends: true,
        test: {
          name: 'crash',
          include: ['test/crash/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
          // Beside other tests a start takes seconds.
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        optimizeDeps: {
          include: ['fast-check', 'idb', 'mediabunny', 'tus-js-client', 'y-indexeddb', 'yjs', 'zod/mini'],
        },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            provider: playwright({ launchOptions: chromiumLaunch }),
            instances: [{ browser: 'chromium' }],
            screenshotFailures: false,
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          environment: 'node',
          globalSetup: 'test/journeys/global-setup.ts',
          testTimeout: 60_000,
          // A browser, a server and a proxy on a shared machine: there, a journey that fails has a second try,
          // which the report shows. On a developer's machine it has none.
          retry: process.env['CI'] ? 1 : 0,
          // One browser and server at a time, when nothing else runs: a journey measures.
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
