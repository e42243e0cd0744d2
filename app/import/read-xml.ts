/** XML as a tree of elements. Texts are dropped: what Lectern imports stands in attributes. */
import { SaxesParser } from 'saxes'
import { LecternError } from '../../course/errors.ts'
import type { ImportLimits } from './import-limits.ts'

export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[]
}

/** How many elements may still be read, over all files of an archive. */
export interface ElementBudget {
  elements: number
}

/**
 * Strict, namespaces ignored, nothing outside the bytes is ever loaded. `undefined`: not well-formed, or not UTF-8.
 *
 * @throws {LecternError} `archive-unsafe` (entity declarations, nesting), `archive-too-large` (number of elements)
 */
export function readXml(bytes: Uint8Array, limits: ImportLimits, budget: ElementBudget): XmlElement | undefined {
  const text = decode(bytes)
  if (text === undefined) return undefined
  const tree = new TreeBuilder(limits, budget)
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('doctype', refuseDeclarations)
  parser.on('opentag', tag => tree.open(tag.name, tag.attributes))
  parser.on('closetag', () => tree.close())
  parser.on('error', error => {
    throw new MalformedXml(error.message)
  })
  try {
    parser.write(text).close()
  } catch (error) {
    if (error instanceof MalformedXml) return undefined
    throw error
  }
  return tree.root
}

class MalformedXml extends Error {}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** A declared entity can expand without bound or name a file of the machine. Course files need none. */
function refuseDeclarations(doctype: string): void {
  if (doctype.includes('[')) {
    throw new LecternError('archive-unsafe', 'The archive has XML that declares entities of its own.')
  }
}

class TreeBuilder {
  root: XmlElement | undefined
  readonly #limits: ImportLimits
  readonly #budget: ElementBudget
  readonly #openElements: OpenElement[] = []

  constructor(limits: ImportLimits, budget: ElementBudget) {
    this.#limits = limits
    this.#budget = budget
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (--this.#budget.elements < 0) {
      throw new LecternError('archive-too-large', 'The archive is too large: its XML has too many elements.')
    }
    if (this.#openElements.length >= this.#limits.xmlDepth) {
      throw new LecternError('archive-unsafe', 'The archive has XML that is nested too deeply.')
    }
    const element: OpenElement = { name, attributes: new Map(Object.entries(attributes)), children: [] }
    this.#openElements.at(-1)?.children.push(element)
    this.#openElements.push(element)
    this.root ??= element
  }

  close(): void {
    this.#openElements.pop()
  }
}
