/** `npm run test:sim`: seeds of the simulation, one of them again, or a failing one cut down. */
import './pinned-globals.ts'
import { parseArgs } from 'node:util'
import { mutants } from './mutants.ts'
import { plant } from './plant.ts'
import { plantedBugs } from './planted-bugs.ts'

const bugNames = [...plantedBugs, ...mutants.map(({ name }) => name)]

const help = `Usage: npm run test:sim -- [flags]

  --seeds <N>    so many seeds (default 500)
  --from <S>     the first of them (default 1)
  --seed <S>     only this one, and what happened on its day
  --record <dir> with --seed: writes what its tabs have recorded, for \`npm run replay\`
  --shrink <S>   leaves out whatever this seed does not need to fail
  --bug <name>   with a planted bug, until it is found: 
                 ${bugNames.join('\n                 ')}
  --help         this text
`

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '500' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    record: { type: 'string' },
    shrink: { type: 'string' },
    bug: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) console.log(help)
else await run()

async function run(): Promise<void> {
  // Each tab's y-websocket waits for the end of the process, a killed tab's for ever.
  process.setMaxListeners(0)
  const mutant = mutants.find(({ name }) => name === values.bug)
  if (mutant) plant(mutant)
  // What keeps the machine's time and randomness as it is loaded, is loaded after they have been pinned.
  const { recordSeed, runSeeds, showSeed, shrinkSeed } = await import('./campaign.ts')
  const bug = plantedBugs.find(name => name === values.bug)
  if (values.bug !== undefined && !bug && !mutant) throw new Error(`no planted bug is called ${values.bug}`)
  if (values.shrink !== undefined) return shrinkSeed(Number(values.shrink), bug)
  if (values.seed !== undefined && values.record !== undefined) return recordSeed(Number(values.seed), values.record)
  if (values.seed !== undefined) return showSeed(Number(values.seed), bug)
  const { failed } = await runSeeds({
    from: Number(values.from),
    count: Number(values.seeds),
    bug,
    endsAtFirst: values.bug !== undefined,
  })
  process.exitCode = failed.length === 0 ? 0 : 1
}
