/** Debian's packages, where the machine has them and nobody has to type a password. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { captureCommand, lastLines } from './run-command.ts'

/** @returns why it was not installed; empty if it was, or if this is not a Debian */
export async function installDebianPackage(name: string): Promise<string> {
  if (!(await isDebianLike())) return ''
  const asRoot = await prefixForRoot()
  if (asRoot === undefined) return 'apt-get needs root, and sudo asks for a password here.'
  console.log(`Installing ${name} (apt-get install ${name}) ...`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const script = `${asRoot} apt-get update -qq && ${asRoot} apt-get install -y -qq --no-install-recommends ${name}`
  const { exitCode, output } = await captureCommand('sh', ['-c', script], { env })
  return exitCode === 0 ? '' : `apt-get: ${lastLines(output)}`
}

async function isDebianLike(): Promise<boolean> {
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/etc/os-release')) return false
  return /^ID(_LIKE)?=.*\bdebian\b/m.test(await readFile('/etc/os-release', 'utf8'))
}

/** What to put before a command so that it runs as root; undefined where nobody can without a password. */
export async function prefixForRoot(): Promise<string | undefined> {
  if (process.getuid?.() === 0) return ''
  const { exitCode } = await captureCommand('sudo', ['-n', 'true'])
  return exitCode === 0 ? 'sudo -n' : undefined
}
