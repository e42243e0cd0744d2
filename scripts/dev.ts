/** `npm run dev`: the app with hot reload in front, the server restarting on change behind it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createSocketServer } from 'node:net'
import path from 'node:path'
import { createServer } from 'vite'
import { readOptions, type ServerOptions } from './options.ts'
import { projectDir } from './run-command.ts'

const servedByServer = ['/api', '/files', '/media', '/healthz', '/readyz', '/metrics']
/** The server behind cannot tell who is in front of it, so nobody else may be. */
const ownAddresses = ['127.0.0.1', '::1', 'localhost']

/** The server behind needs one port over all its restarts. */
async function findFreePort(): Promise<number> {
  const probe = createSocketServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

function startServerProcess(port: number, dataDir: string): void {
  const script = path.join(import.meta.dirname, 'dev-server.ts')
  const flags = ['--port', String(port), '--host', '127.0.0.1', '--data', dataDir]
  const child = spawn(process.execPath, ['--watch', '--watch-preserve-output', script, ...flags], {
    cwd: projectDir,
    stdio: 'inherit',
  })
  const stop = () => {
    child.once('close', () => process.exit(0))
    child.kill('SIGTERM')
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

async function develop({ port, host, dataDir }: ServerOptions): Promise<void> {
  const serverPort = await findFreePort()
  startServerProcess(serverPort, dataDir)
  const target = `http://127.0.0.1:${serverPort}`
  const vite = await createServer({
    configFile: path.join(projectDir, 'vite.config.ts'),
    server: {
      port,
      host,
      strictPort: true,
      proxy: {
        ...Object.fromEntries(servedByServer.map(prefix => [prefix, { target }])),
        '/sync': { target, ws: true },
      },
    },
  })
  await vite.listen()
  const url = vite.resolvedUrls?.local[0] ?? vite.resolvedUrls?.network[0]
  console.log(`Lectern is open at ${url}, with hot reload`)
  console.log(`Courses are kept in ${dataDir}`)
}

function fail(sentence: string): void {
  console.error(sentence)
  process.exitCode = 1
}

const result = readOptions(process.argv.slice(2), process.env)
switch (result.kind) {
  case 'help':
    console.log(result.help.replace('npm start', 'npm run dev'))
    break
  case 'error':
    fail(result.message)
    break
  case 'options':
    if (ownAddresses.includes(result.options.host)) await develop(result.options)
    else fail('npm run dev listens on this machine only.')
    break
  default:
    result satisfies never
}
