/** Schemas of settings, records and parameters. */
export { z } from 'zod'
