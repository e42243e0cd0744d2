import { readdirSync, readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { expect, it, vi } from 'vitest'
import type { CourseDetails } from '../../../course/wire/http.ts'
import { join } from '../fixtures/test-client.ts'
import { makeDataFolder, newFolder, serve } from './fixtures/data-folder.ts'
import { run } from './fixtures/lectern.ts'

// A command is a process: on a busy machine it takes a second to start.
vi.setConfig({ testTimeout: 60_000 })

async function detailsOf(url: string, courseId: string): Promise<CourseDetails> {
  return (await fetch(`${url}/api/courses/${courseId}`)).json()
}

it('exports courses of a running server, in the trash too, as files that can be imported again', async () => {
  const { url } = await serve(await makeDataFolder())
  await join({ url }, { courseId: 'course-2' }).then(other =>
    other.store([{ type: 'edit-course', title: 'Knots & bends', was: { title: '' } }]),
  )
  await fetch(`${url}/api/courses/course-2`, { method: 'DELETE' })
  const to = newFolder('export')
  expect(await run('app/cli/export.ts', '--all', '--to', to, '--server', url)).toMatchObject({ exitCode: 0 })
  expect(readdirSync(to).sort()).toEqual(['Knots-bends.course-2.lectern', 'course.course-1.lectern'])

  const archive = joinPath(to, 'course.course-1.lectern')
  const { output } = await run('app/cli/import.ts', archive, '--server', url)
  const again = await detailsOf(url, /\/courses\/(\S+)/.exec(output)?.[1] ?? '')
  const before = await detailsOf(url, 'course-1')
  const titlesOf = ({ chapters }: CourseDetails) =>
    chapters.map(({ title, videos }) => [title, videos.map(video => video.title)])
  expect(titlesOf(again)).toEqual(titlesOf(before))
})

it('exports an outline to read, writes over nothing, and says what it could not export', async () => {
  const { url } = await serve(await makeDataFolder())
  const to = newFolder('export')
  const call = ['app/cli/export.ts', 'course-1', '--to', to, '--format', 'markdown', '--server', url] as const
  expect(await run(...call)).toMatchObject({ exitCode: 0 })
  expect(readFileSync(joinPath(to, 'course.course-1.md'), 'utf8')).toContain('## Chapter basics')
  expect(await run(...call)).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('was not exported') })

  const unknown = await run('app/cli/export.ts', 'course-9', '--to', to, '--server', url)
  expect(unknown).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('course-9') })
  const nobody = await run('app/cli/export.ts', '--all', '--to', to, '--server', 'http://127.0.0.1:9')
  expect(nobody).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('Nothing was exported') })
  expect(await run('app/cli/export.ts', '--to', to)).toMatchObject({ exitCode: 2 })
})
