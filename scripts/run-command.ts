/** Child processes of the scripts: they run in the project's folder and die with their parent. */
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'

export const projectDir = path.resolve(import.meta.dirname, '..')

export interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv
}

export interface CommandOutput {
  readonly exitCode: number
  /** Standard output and standard error, mixed as they came; the last 256 KiB at most. */
  readonly output: string
}

const maxOutputChars = 256 * 1024

/** Runs a command on this terminal. @returns its exit code; 1 if a signal ended it or it could not be started */
export function runCommand(command: string, args: readonly string[], options: CommandOptions = {}): Promise<number> {
  const child = spawn(command, args, { cwd: projectDir, env: options.env ?? process.env, stdio: 'inherit' })
  return exitOf(child, message => process.stderr.write(message))
}

/** Runs a command silently and keeps what it printed. */
export async function captureCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandOutput> {
  let output = ''
  const keep = (text: string) => {
    output = (output + text).slice(-maxOutputChars)
  }
  const child = spawn(command, args, {
    cwd: projectDir,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.setEncoding('utf8').on('data', keep)
  child.stderr.setEncoding('utf8').on('data', keep)
  const exitCode = await exitOf(child, keep)
  return { exitCode, output }
}

function exitOf(child: ChildProcess, report: (message: string) => void): Promise<number> {
  const terminate = () => child.kill('SIGTERM')
  process.once('SIGTERM', terminate)
  return new Promise(resolve => {
    const finish = (exitCode: number) => {
      process.off('SIGTERM', terminate)
      resolve(exitCode)
    }
    child.once('error', error => {
      report(`${error.message}\n`)
      finish(1)
    })
    child.once('close', code => finish(code ?? 1))
  })
}

/** The end of what a command printed: where the reason of a failure stands. */
export function lastLines(output: string): string {
  return output.trim().split('\n').slice(-4).join('\n')
}
