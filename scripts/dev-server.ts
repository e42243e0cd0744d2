/** The server behind `npm run dev`, restarted by `node --watch` when one of its files changes. */
import { readOptions } from './options.ts'
import { serve } from './serve.ts'

const result = readOptions(process.argv.slice(2), process.env)
if (result.kind !== 'options') throw new Error('npm run dev passes on only options it has read')
await serve(result.options)
