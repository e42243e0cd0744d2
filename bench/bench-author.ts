/** An author whose saves are made before anything is measured: the Yjs updates that a real client would send. */
import { randomBytes, randomInt } from 'node:crypto'
import * as Y from 'yjs'
import type { Command } from '../course/command.ts'
import { chaptersMap, defineRoots, videosMap } from '../course/document.ts'
import { newId, newOperationId } from '../course/id.ts'
import { positionsBetween } from '../course/position.ts'
import { encodeUpdate } from '../course/wire/frame.ts'
import { writeOperation } from '../course/write-operation.ts'

export interface CourseSize {
  readonly chapters: number
  readonly videosPerChapter: number
}

/** A save as it goes out: the frame, and the operation whose ack is awaited. */
export interface Save {
  readonly operationId: string
  readonly frame: Uint8Array
}

export const makeId = () => newId(randomBytes)

export class BenchAuthor {
  readonly device = makeId()
  readonly #doc = new Y.Doc()
  readonly #prepared: Save[] = []

  constructor() {
    defineRoots(this.#doc)
  }

  /** The whole course as one operation, as an import makes it. */
  importCourse({ chapters, videosPerChapter }: CourseSize): Save {
    const commands: Command[] = [{ type: 'edit-course', title: 'A course for the benchmark', was: {} }]
    for (const [i, position] of positionsBetween(null, null, chapters).entries()) {
      const chapterId = makeId()
      commands.push({ type: 'add-chapter', chapterId, title: `Chapter ${i + 1}`, position })
      for (const [j, place] of positionsBetween(null, null, videosPerChapter).entries()) {
        const title = `Lecture ${i + 1}.${j + 1}: what it is about`
        const source = { kind: 'link' as const, url: `https://videos.example/${makeId()}` }
        commands.push({ type: 'add-video', videoId: makeId(), title, place: [chapterId, place], source })
      }
    }
    return this.#save(commands)
  }

  /** Begins with what somebody else has saved. */
  receive(update: Uint8Array): void {
    Y.applyUpdate(this.#doc, update)
  }

  encodeCourse(): Uint8Array {
    return Y.encodeStateAsUpdate(this.#doc)
  }

  /** Makes saves until so many are ready. */
  prepare(count: number): void {
    if (this.#prepared.length >= count) return
    const titles = this.#titledEntities()
    while (this.#prepared.length < count) this.#prepared.push(this.#rename(titles))
  }

  /** The next prepared save. @throws where too few were prepared: making one would be measured with it */
  takeSave(): Save {
    const save = this.#prepared.shift()
    if (!save) throw new Error('too few saves were prepared')
    return save
  }

  get preparedCount(): number {
    return this.#prepared.length
  }

  #titledEntities(): Titled[] {
    const chapters = [...chaptersMap(this.#doc).keys()].map(id => ({ kind: 'chapter' as const, id }))
    const videos = [...videosMap(this.#doc).keys()].map(id => ({ kind: 'video' as const, id }))
    return [...chapters, ...videos]
  }

  #rename(entities: readonly Titled[]): Save {
    const target = entities[randomInt(entities.length)]
    if (!target) throw new Error('a course without chapters has nothing to rename')
    const title = `Renamed ${randomInt(1_000_000)}`
    const map = target.kind === 'chapter' ? chaptersMap(this.#doc) : videosMap(this.#doc)
    const was = String(map.get(target.id)?.get('title'))
    return this.#save([
      target.kind === 'chapter'
        ? { type: 'rename-chapter', chapterId: target.id, title, was }
        : { type: 'rename-video', videoId: target.id, title, was },
    ])
  }

  /** Each save follows the final fate of the one before, and so takes its slot. */
  #save(commands: readonly Command[]): Save {
    const savedAt = Date.now()
    const operationId = newOperationId(randomBytes, savedAt)
    const by = { id: this.device, name: 'Ada' }
    const operation = { operationId, device: this.device, by, savedAt, commands }
    return { operationId, frame: encodeUpdate(writeOperation(this.#doc, { operation, awaited: new Set() })) }
  }
}

interface Titled {
  readonly kind: 'chapter' | 'video'
  readonly id: string
}
