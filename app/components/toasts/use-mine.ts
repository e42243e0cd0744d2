/** *Use mine*: the author asks again for their value, now having seen the other one. */
import type { Command } from '../../../course/command.ts'
import type { Course } from '../../../course/model.ts'

/** @returns the same wishes with `was` as the course has it now; without those whose target is gone */
export function askAgain(commands: readonly Command[], course: Course): Command[] {
  return commands.map(command => withWas(command, course)).filter(command => command !== undefined)
}

function withWas(command: Command, course: Course): Command | undefined {
  if (command.type === 'edit-course') return editWithWas(command, course)
  if ('chapterId' in command) {
    const chapter = course.chapters.get(command.chapterId)
    if (!chapter) return undefined
    if (command.type === 'rename-chapter') return { ...command, was: chapter.title }
    return command.type === 'move-chapter' ? { ...command, was: chapter.position } : command
  }
  const video = course.videos.get(command.videoId)
  if (!video) return undefined
  if (command.type === 'rename-video') return { ...command, was: video.title }
  if (command.type === 'move-video') return { ...command, was: video.place }
  if (command.type === 'replace-video') return { ...command, was: video.source ?? null }
  return command.type === 'set-captions' ? { ...command, was: video.captions ? [...video.captions] : null } : command
}

function editWithWas(command: Extract<Command, { type: 'edit-course' }>, { info }: Course): Command {
  return {
    ...command,
    was: {
      ...(command.title !== undefined && { title: info.title }),
      ...(command.description !== undefined && { description: info.description ?? null }),
      ...(command.language !== undefined && { language: info.language ?? null }),
    },
  }
}
