/** A package index on the loopback interface that serves one file, as slowly or as wrongly as a test needs. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface PackageIndex {
  url: string
  close(): void
}

export async function packageIndex(project: string, file: string, serve: (response: ServerResponse) => void): Promise<PackageIndex> {
  const server = createServer((request, response) => {
    if (request.url === `/simple/${project}/`) response.setHeader('content-type', 'text/html').end(`<!DOCTYPE html><a href="/files/${file}">${file}</a>`)
    else if (request.url === `/files/${file}`) serve(response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/simple`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
