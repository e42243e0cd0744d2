/** The journeys drive the built app: built once before all of them, where `npm test` has not done so already. */
import { buildAppIfStale } from '../../scripts/build-app.ts'

export async function setup(): Promise<void> {
  if ((await buildAppIfStale()) === 'failed') throw new Error('the app could not be built')
}
