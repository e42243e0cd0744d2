/** Writes a command into the course document. Check first, write last: a Yjs transaction that throws keeps what it wrote. */
import * as Y from 'yjs'
import type { Command } from './command.ts'
import { chaptersMap, courseMap, videosMap } from './document.ts'
import type { Stamp } from './model.ts'

type Fields = Y.Map<unknown>

/**
 * Nothing happens for an *add* whose id exists or a command whose target is missing [C4]. To be called inside a
 * transaction. Equals `applyCommand` on the plain course.
 */
export function writeCommand(doc: Y.Doc, command: Command, stamp: Stamp): void {
  switch (command.type) {
    case 'edit-course':
      return writeInfo(courseMap(doc), command)
    case 'add-chapter':
      return addEntity(chaptersMap(doc), command.chapterId, { title: command.title, position: command.position })
    case 'add-video': {
      const { videoId, title, place, source } = command
      return addEntity(videosMap(doc), videoId, { title, place, ...(source && { source }) })
    }
    case 'rename-chapter':
    case 'move-chapter':
    case 'delete-chapter':
    case 'restore-chapter': {
      const chapter = chaptersMap(doc).get(command.chapterId)
      return chapter && writeChapter(chapter, command, stamp)
    }
    default: {
      const video = videosMap(doc).get(command.videoId)
      return video && writeVideo(video, command, stamp)
    }
  }
}

function writeInfo(map: Fields, command: Extract<Command, { type: 'edit-course' }>): void {
  if (command.title !== undefined) map.set('title', command.title)
  for (const key of ['description', 'language'] as const) {
    const value = command[key]
    if (value !== undefined) setOrRemove(map, key, value)
  }
}

function addEntity(entities: Y.Map<Fields>, id: string, fields: object): void {
  if (!entities.has(id)) entities.set(id, new Y.Map(Object.entries(fields)))
}

type ChapterEdit = Exclude<Extract<Command, { chapterId: string }>, { type: 'add-chapter' }>
type VideoEdit = Exclude<Extract<Command, { videoId: string }>, { type: 'add-video' }>

function writeChapter(chapter: Fields, command: ChapterEdit, stamp: Stamp): void {
  switch (command.type) {
    case 'rename-chapter':
      chapter.set('title', command.title)
      return
    case 'move-chapter':
      chapter.set('position', command.position)
      return
    case 'delete-chapter':
      if (!chapter.has('deleted')) chapter.set('deleted', { ...stamp, videoIds: command.videoIds })
      return
    case 'restore-chapter':
      setOrRemove(chapter, 'deleted', null)
      return
    default:
      command satisfies never
  }
}

function writeVideo(video: Fields, command: VideoEdit, stamp: Stamp): void {
  switch (command.type) {
    case 'rename-video':
      video.set('title', command.title)
      return
    case 'move-video':
      video.set('place', command.place)
      return
    case 'replace-video':
      return setOrRemove(video, 'source', command.source)
    case 'set-captions':
      return setOrRemove(video, 'captions', command.captions)
    case 'delete-video':
      if (!video.has('deleted')) video.set('deleted', { ...stamp })
      return
    case 'restore-video':
      return setOrRemove(video, 'deleted', null)
    default:
      command satisfies never
  }
}

function setOrRemove(map: Fields, key: string, value: unknown): void {
  if (value !== null) map.set(key, value)
  else if (map.has(key)) map.delete(key)
}
