/** The part of WebAssembly's JavaScript interface that the solver uses; Node's types leave it out. */
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { initial: number; maximum: number; shared: true })
    readonly buffer: SharedArrayBuffer
  }
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>)
  }
  class Instance {
    constructor(module: Module, imports: { grid: { memory: Memory } })
    readonly exports: Record<string, (...numbers: number[]) => number>
  }
}
