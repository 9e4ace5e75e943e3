/** Where this process computes, once TensorFlow is open. */
export interface TensorFlow {
  /** `cpu` or `cuda:N`. */
  device: string
  /** What was taken and why, for the user. */
  why: string
  versions: Record<string, string>
}

let opened: TensorFlow | undefined

export function setOpened(tensorflow: TensorFlow): TensorFlow {
  opened = tensorflow
  return tensorflow
}

export function openedTensorFlow(): TensorFlow | undefined {
  return opened
}
