import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fromBase64, toBase64 } from 'lib0/buffer'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { RecordingEvent } from '../../course/recording.ts'
import { library } from './library.ts'
import { runLoad } from './load.ts'
import { parseRecording, type RecordingFile } from './recording-file.ts'
import { runAgain } from './run-again.ts'

const folder = path.join(import.meta.dirname, 'recordings')

function textOf(name: string): string {
  return readFileSync(path.join(folder, `${name}.jsonl`), 'utf8')
}

function readable(text: string): Extract<RecordingFile, { kind: 'ok' }> {
  const file = parseRecording(text)
  if (file.kind === 'unreadable') throw new Error(file.reason)
  return file
}

/** The same file, with one line changed. */
function changed(text: string, line: number, change: (event: RecordingEvent) => RecordingEvent): string {
  const lines = text.split('\n')
  lines[line - 1] = JSON.stringify(change(JSON.parse(lines[line - 1] ?? '')))
  return lines.join('\n')
}

function lineOf(
  { recording, lines }: ReturnType<typeof readable>,
  isMeant: (event: RecordingEvent) => boolean,
): number {
  return lines[recording.events.findIndex(isMeant)] ?? 0
}

describe('The library of recordings', () => {
  it.each(library)('[S1] runs $name again, the same: $shows', async ({ name }) => {
    const { isSame, report } = await runAgain(readable(textOf(name)))
    expect(report).toEqual([expect.stringMatching(/^the same: (\d+) of \1 outcomes/)])
    expect(isSame).toBe(true)
  })

  it.each([
    ['two-authors', { kind: 'frame', direction: 'in', what: 'update' }],
    ['offline', { kind: 'redo' }],
    ['slower-connection', { kind: 'connection', connection: 'http' }],
    ['refused', { kind: 'told', status: 'rejected' }],
    ['second-tab', { kind: 'local', call: 'load-new-updates' }],
    ['killed-server', { kind: 'close', code: 1006 }],
    ['full-disk', { kind: 'local', call: 'save', error: 'store-full' }],
    ['autosave', { kind: 'save', isQuiet: true }],
  ])('%s has in it what it is there for', (name, event) => {
    expect(readable(textOf(name)).recording.events).toContainEqual(expect.objectContaining(event))
  })

  it('has a recording of each day, and none that is of no day', () => {
    expect(readdirSync(folder).sort()).toEqual(library.map(({ name }) => `${name}.jsonl`).sort())
  })
})

describe('A session that does something else than the recorded one', () => {
  it('is told with the line of the frame that it sends otherwise', async () => {
    const text = textOf('offline')
    const line = lineOf(
      readable(text),
      event => event.kind === 'frame' && event.direction === 'out' && event.what === 'update',
    )
    const other = changed(text, line, event =>
      event.kind === 'frame' ? { ...event, bytes: otherTitle(event.bytes) } : event,
    )

    const { isSame, report } = await runAgain(readable(other))
    expect(isSame).toBe(false)
    expect(report[0]).toContain(`line ${line}: `)
    expect(report[1]).toMatch(/expected: on socket 1, sends update \(\d+ bytes\), operation .* of \d+ commands?/)
    expect(report[3]).toMatch(/from byte \d+ on: [0-9a-f]+ expected, [0-9a-f]+ got/)
  })

  it('is told with the first line that an author asking for something else changes', async () => {
    const text = textOf('two-authors')
    const edit = lineOf(readable(text), ({ kind }) => kind === 'edit')
    const sent = lineOf(
      readable(text),
      event => event.kind === 'frame' && event.direction === 'out' && event.what === 'update',
    )
    const other = changed(text, edit, event => {
      return event.kind === 'edit' ? { ...event, commands: [] } : event
    })
    const { report } = await runAgain(readable(other))
    expect(report[0]).toContain(`line ${sent}: `)
  })

  it('is told where an ack does not come', async () => {
    const text = textOf('two-authors')
    const saved = lineOf(readable(text), ({ kind }) => kind === 'save')
    const lines = text.split('\n').filter((line, index) => index < saved || !/"direction":"in".*"awareness"/.test(line))
    const { report } = await runAgain(readable(lines.join('\n')))
    expect(report.join('\n')).toMatch(/line \d+: .*\n {2}expected: the ack of operation \S+ is heard: stored/)
  })
})

describe('npm run replay', () => {
  it('ends with 0 where it is the same, with 1 and the line where it is not', () => {
    const text = textOf('two-authors')
    const told = lineOf(readable(text), ({ kind }) => kind === 'told')
    const other = changed(text, told, event => (event.kind === 'told' ? { ...event, status: 'rejected' } : event))
    expect(replay(text)).toMatchObject({ status: 0, stdout: expect.stringContaining('the same: ') })
    expect(replay(other)).toMatchObject({ status: 1, stdout: expect.stringContaining(`line ${told}: `) })
  })

  it('ends with 2 and one sentence where the file is no recording', () => {
    expect(replay('# Notes')).toMatchObject({ status: 2, stderr: expect.stringMatching(/: line 1: not JSON\n$/) })
  })
})

it.each([
  ['a file that was cut off', (text: string) => text.slice(0, -40), /^line 10\d: not JSON$/],
  [
    'another version',
    (text: string) => text.replace('"version":1', '"version":2'),
    /^line 1: a recording of format version 2, and only version 1 can be read$/,
  ],
  ['a line that is no event', (text: string) => text.replace('"kind":"edit"', '"kind":"wish"'), /^line \d+: kind: /],
  ['an empty file', () => '', /^line 1: there is nothing in it$/],
])('refuses %s, and says on which line', (_, change, sentence) => {
  const file = parseRecording(change(textOf('two-authors')))
  expect(file).toEqual({ kind: 'unreadable', reason: expect.stringMatching(sentence) })
})

it('plays a recording as load on a real server, and counts every save that was stored', async () => {
  const { recording } = readable(textOf('autosave'))
  const { isGood, report } = await runLoad(recording, { times: 3, speed: 20, server: undefined })
  expect(report.join('\n')).toMatch(
    /^3 devices, (\d+) saves: \1 stored, 0 refused, 0 without an answer\n.* acks\/s .*\n.*median/,
  )
  expect(isGood).toBe(true)
}, 60_000)

it('counts a save that the server refuses as an error, unless it was refused in the recording too', async () => {
  const { recording } = readable(textOf('refused'))
  const events = recording.events.filter(event => !('status' in event) || event.status !== 'rejected')
  // No quicker: what is saved, refused and saved again has to keep its order on a busy machine.
  const once = { times: 1, speed: 4, server: undefined }
  expect(await runLoad(recording, once)).toMatchObject({ isGood: true })
  const { isGood, report } = await runLoad({ ...recording, events }, once)
  expect([isGood, report[0]]).toEqual([false, expect.stringContaining('1 refused')])
}, 60_000)

/** One letter of a title in a frame is another one. */
function otherTitle(base64: string): string {
  const bytes = Buffer.from(fromBase64(base64))
  bytes.write('U', bytes.indexOf('Title'))
  return toBase64(bytes)
}

function replay(text: string) {
  const dir = mkdtempSync(path.join(tmpdir(), 'lectern-replay-test-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const file = path.join(dir, 'recording.jsonl')
  writeFileSync(file, text)
  return spawnSync(process.execPath, [path.join(import.meta.dirname, 'main.ts'), file], { encoding: 'utf8' })
}
