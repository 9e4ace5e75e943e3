import type { Interfaces } from '@oclif/core'
import { type PluginSource, type Registry, registry } from '../registry/registry.js'

/** What all plugins of this phd provide: those it came with, the installed and the linked ones. */
export function installedRegistry(config: Interfaces.Config): Registry {
  const sources: PluginSource[] = []
  for (const { name, root, pjson } of config.getPluginsList()) {
    const provides = (pjson as { phd?: { provides?: string } }).phd?.provides
    if (provides) sources.push({ name, root, provides })
  }
  return registry(sources)
}
