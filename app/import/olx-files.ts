/** The files of one course in an archive: where they are, what an element points to, what a policy overrides. */
import { LecternError } from '../../course/errors.ts'
import { unquote } from './olx-text.ts'
import type { ArchiveFiles, ImportContext } from './read-archive.ts'
import { readXml, type XmlElement } from './read-xml.ts'

/** What an element stands for: itself where it is written inline, else what it points to. */
export interface Definition {
  readonly urlName: string
  /** The file it stands in, if it was pointed to. */
  readonly path?: string
  readonly children: readonly XmlElement[]
  /** The policy's value, else the file's, else the pointer's. '' where none has it. */
  attribute(name: string): string
}

/** What an element may carry and still be nothing but a pointer. */
const pointerAttributes: ReadonlySet<string> = new Set(['url_name', 'org', 'course', 'slug'])

export class OlxFiles {
  readonly #files: ArchiveFiles
  readonly #context: ImportContext
  readonly #root: string
  readonly #elements = new Map<string, XmlElement | undefined>()
  readonly #budget: { elements: number }
  #policy: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map()

  /** @throws {LecternError} `archive-not-a-course` */
  constructor(files: ArchiveFiles, context: ImportContext) {
    this.#files = files
    this.#context = context
    this.#budget = { elements: context.limits.elements }
    this.#root = this.#findRoot()
  }

  /** @throws {LecternError} `archive-not-a-course`: there is nothing to go on with; also what `readXml` throws */
  readCourse(): Definition {
    const element = this.#readElement(`${this.#root}course.xml`, 'course')
    if (element === undefined) throw notACourse('its course.xml cannot be read')
    const urlName = element.attributes.get('url_name') ?? ''
    this.#policy = this.#readPolicy(urlName)
    const course = this.resolve(element)
    if (course === undefined) throw notACourse('the file that its course.xml points to is missing or cannot be read')
    return course
  }

  /** `undefined`: it points to a file that is missing or unreadable, and the report says so. */
  resolve(element: XmlElement): Definition | undefined {
    const urlName = element.attributes.get('url_name') ?? ''
    const path = this.#pathOf(element.name, urlName)
    if (urlName === '' || element.children.length > 0) return this.#define(element, urlName)
    if (this.#files.has(path)) {
      const pointedTo = this.#readElement(path, element.name)
      return pointedTo && { ...this.#define(pointedTo, urlName, element), path }
    }
    if (!isPointer(element)) return this.#define(element, urlName)
    this.#context.report.add('missing-file', { path })
    return undefined
  }

  /** Paths of this folder of the course, sub-folders included. */
  list(folder: string): string[] {
    return [...this.#files.keys()].filter(path => path.startsWith(`${this.#root}${folder}/`))
  }

  /** `undefined`: no such file, or not UTF-8. */
  readText(path: string): string | undefined {
    const bytes = this.#files.get(`${this.#root}${path}`)
    if (bytes === undefined) return undefined
    const text = new TextDecoder().decode(bytes)
    return text.includes('\ufffd') ? undefined : text
  }

  /** The `course.xml` nearest to the archive's root: deeper ones are runs that are called "course". */
  #findRoot(): string {
    const depth = (path: string) => path.split('/').length
    const found = [...this.#files.keys()]
      .filter(path => /(^|\/)course\.xml$/.test(path))
      .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))
    const [first, ...others] = found
    if (first === undefined) throw notACourse(this.#hasLibrary() ? 'it holds a library' : 'it has no course.xml')
    for (const path of others.filter(other => depth(other) === depth(first))) {
      this.#context.report.add('other-course', { path })
    }
    return first.slice(0, -'course.xml'.length)
  }

  #hasLibrary(): boolean {
    return [...this.#files.keys()].some(path => /(^|\/)library\.xml$/.test(path))
  }

  /** A colon in a url_name stands for a folder, as Open edX writes it. */
  #pathOf(tag: string, urlName: string): string {
    return `${this.#root}${tag}/${urlName.replaceAll(':', '/')}.xml`
  }

  #readElement(path: string, tag: string): XmlElement | undefined {
    if (this.#elements.has(path)) return this.#elements.get(path)
    const read = readXml(this.#files.get(path) ?? new Uint8Array(), this.#context.limits, this.#budget)
    const element = read?.name === tag ? read : undefined
    if (element === undefined) this.#context.report.add('unreadable-file', { path })
    this.#elements.set(path, element)
    return element
  }

  #define(element: XmlElement, urlName: string, pointer = element): Definition {
    const overrides = this.#policy.get(`${element.name}/${urlName}`) ?? {}
    return {
      urlName,
      children: element.children,
      attribute: name => {
        if (Object.hasOwn(overrides, name)) return textOf(overrides[name])
        return unquote(element.attributes.get(name) ?? pointer.attributes.get(name) ?? '')
      },
    }
  }

  #readPolicy(run: string): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
    const path = [`policies/${run}/policy.json`, `policies/${run}.json`].find(at => this.#files.has(this.#root + at))
    if (path === undefined) return new Map()
    const policy = parseObject(this.readText(path) ?? '')
    if (policy === undefined) this.#context.report.add('unreadable-file', { path: this.#root + path })
    return new Map(Object.entries(policy ?? {}).flatMap(([key, value]) => (isObject(value) ? [[key, value]] : [])))
  }
}

function isPointer(element: XmlElement): boolean {
  return [...element.attributes.keys()].every(name => pointerAttributes.has(name))
}

/** As an attribute would hold it. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function parseObject(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(json)
    return isObject(parsed) ? parsed : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function notACourse(why: string): LecternError {
  return new LecternError('archive-not-a-course', `The archive is no Open edX course: ${why}.`)
}
