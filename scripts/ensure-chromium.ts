/** The browser of the tests: the one that is here, else one that is fetched. Tests in a browser are never skipped. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright'
import { installDebianPackage, prefixForRoot } from './debian-package.ts'
import { captureCommand, lastLines, projectDir } from './run-command.ts'

const knownPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * @param chosen a path to use instead of looking for one (CHROMIUM_PATH)
 * @returns the path of a Chromium that starts
 * @throws {Error} with a sentence for the person who runs the tests
 */
export async function ensureChromium(chosen = process.env['CHROMIUM_PATH']): Promise<string> {
  if (chosen) {
    if (await doesStart(chosen)) return chosen
    throw new Error(`CHROMIUM_PATH names "${chosen}", which does not start as a browser.`)
  }
  const found = await findChromium()
  if (found) return found
  const failures = [await installDebianPackage('chromium'), await downloadWithPlaywright()]
  const installed = await findChromium()
  if (installed) return installed
  throw new Error(
    [
      'The tests need a Chromium and none could be installed.',
      'Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH to its executable.',
      ...failures.filter(failure => failure !== ''),
    ].join('\n'),
  )
}

async function findChromium(): Promise<string | undefined> {
  for (const candidate of [...knownPaths, chromium.executablePath()]) {
    if (await doesStart(candidate)) return candidate
  }
  return undefined
}

/** An executable that is there may still be a stub (Ubuntu's, without snap) or lack a library. */
async function doesStart(executable: string): Promise<boolean> {
  if (!existsSync(executable)) return false
  const { exitCode } = await captureCommand(executable, ['--version'])
  return exitCode === 0
}

/** @returns why it was not installed; empty if it was */
async function downloadWithPlaywright(): Promise<string> {
  if (await findChromium()) return ''
  console.log("Downloading Chromium (Playwright's build) ...")
  const cli = path.join(projectDir, 'node_modules/playwright/cli.js')
  const canInstallLibraries = process.platform === 'linux' && (await prefixForRoot()) !== undefined
  const args = [cli, 'install', ...(canInstallLibraries ? ['--with-deps'] : []), 'chromium']
  const { exitCode, output } = await captureCommand(process.execPath, args)
  if (exitCode === 0 && (await findChromium())) return ''
  return `Playwright's download: ${lastLines(output) || 'the downloaded browser does not start.'}`
}
