/** Two tests watch the server's fsync calls from outside, with strace (Linux). */
import { installDebianPackage } from './debian-package.ts'
import { captureCommand } from './run-command.ts'

/** Installs strace where it is missing and can be; else says which tests will be skipped, and why. */
export async function ensureStrace(): Promise<void> {
  if (process.platform !== 'linux' || (await canTrace())) return
  const failure = await installDebianPackage('strace')
  if (await canTrace()) return
  console.warn(
    `No strace works here: the two tests that watch fsync calls are skipped. Debian: apt-get install strace. ${failure}`,
  )
}

async function canTrace(): Promise<boolean> {
  const { exitCode } = await captureCommand('strace', ['-o', '/dev/null', 'true'])
  return exitCode === 0
}
