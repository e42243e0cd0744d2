/**
 * The peers are installed when they are first needed, beside the programs that run
 * them: Lectern does not depend on them, and its own programs never see their copy of Yjs. */
import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'

const changedAt = (file: string) => (existsSync(file) ? statSync(file).mtimeMs : 0)

/** Nothing is compiled: where a package has no ready add-on, Node's own SQLite takes its place. */
export function installPeers(): void {
  const cwd = path.join(import.meta.dirname, 'servers')
  const installed = changedAt(path.join(cwd, 'node_modules/.package-lock.json'))
  if (installed > changedAt(path.join(cwd, 'package-lock.json'))) return
  console.log('Installing the peers into bench/peers/servers/node_modules …')
  execFileSync('npm', ['ci', '--ignore-scripts'], { cwd, stdio: 'inherit' })
}
