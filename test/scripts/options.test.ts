import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readOptions } from '../../scripts/options.ts'

describe('The options of npm start', () => {
  it('are this machine alone, port 4400 and ./data where nothing is said', () => {
    expect(readOptions([], {})).toEqual({
      kind: 'options',
      options: { port: 4400, host: '127.0.0.1', dataDir: path.resolve('data') },
    })
  })

  it('come from the environment, and flags win over it', () => {
    const env = { PORT: '5000', HOST: '::1', DATA_DIR: '/srv/courses' }
    expect(readOptions([], env)).toEqual({
      kind: 'options',
      options: { port: 5000, host: '::1', dataDir: '/srv/courses' },
    })
    expect(readOptions(['--port', '6000', '--host=localhost', '--data', '/tmp/other'], env)).toEqual({
      kind: 'options',
      options: { port: 6000, host: 'localhost', dataDir: '/tmp/other' },
    })
  })

  it.each([
    ['500MB', 500 * 1024 ** 2],
    ['2GB', 2 * 1024 ** 3],
    ['1.5 gib', 1.5 * 1024 ** 3],
    ['4096', 4096],
  ])('take %s as the largest upload', (size, maxUploadBytes) => {
    expect(readOptions(['--max-upload', size], { MAX_UPLOAD: '1MB' })).toMatchObject({ options: { maxUploadBytes } })
    expect(readOptions([], { MAX_UPLOAD: size })).toMatchObject({ options: { maxUploadBytes } })
  })

  it('take an empty variable for none', () => {
    expect(readOptions([], { PORT: '', HOST: '', DATA_DIR: '', MAX_UPLOAD: '' })).toEqual(readOptions([], {}))
  })

  it.each([
    [['--port', 'http'], '--port (or PORT): "http" is not a number.'],
    [['--port', '65536'], '--port (or PORT): "65536" is above 65535.'],
    [['--host', 'a b'], '--host (or HOST): "a b" is not a host name or address.'],
    [['--max-upload', 'big'], '--max-upload (or MAX_UPLOAD): "big" is not a size such as 500MB or 2GB.'],
    [['--max-upload', '0'], '--max-upload (or MAX_UPLOAD): "0" is not a size such as 500MB or 2GB.'],
    [['--max-upload', '-1GB'], "Option '--max-upload' argument is ambiguous."],
    [['--max-upload=9e99GB'], '"9e99GB" is not a size such as 500MB or 2GB.'],
    [['--prot', '1'], "Unknown option '--prot'."],
    [['extra'], "Unexpected argument 'extra'."],
  ])('refuse %j with a sentence', (argv, sentence) => {
    const result = readOptions(argv, {})
    expect(result).toMatchObject({ kind: 'error', message: expect.stringContaining(sentence) })
  })

  it('are explained by --help', () => {
    expect(readOptions(['--help'], {})).toMatchObject({ kind: 'help', help: expect.stringContaining('--data') })
  })
})
