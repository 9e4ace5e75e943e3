/** What gpu-check runs, in order: how long each takes (in seconds, roughly), and the running. */
import { lossesWeight, runLosses } from './losses.js'
import { opsWeight, runOps } from './ops.js'
import { pytorchWeight, runPyTorch } from './pytorch.js'
import { runSpeed, speedWeight } from './speed.js'

/** `run(context)` answers {rows, problems} and more of its own. */
export const runners = {
  ops: { weight: opsWeight, run: runOps },
  losses: { weight: lossesWeight, run: runLosses },
  speed: { weight: speedWeight, run: runSpeed },
  pytorch: { weight: pytorchWeight, run: runPyTorch },
}
